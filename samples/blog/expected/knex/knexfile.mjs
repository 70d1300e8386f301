// How Knex reaches blog,
// made by Tenon from model.tenon.yaml: change that, not this file.

import process from 'node:process';

/** @type {import('knex').Knex.Config} */
const config = {
  client: 'pg',
  connection: process.env.DATABASE_URL,
  migrations: { directory: './migrations', loadExtensions: ['.mjs'] },
};

export default config;
