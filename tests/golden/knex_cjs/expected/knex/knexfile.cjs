// How Knex reaches knex_cjs,
// made by Tenon from model.tenon.yaml: change that, not this file.

const process = require('node:process');

/** @type {import('knex').Knex.Config} */
const config = {
  client: 'mysql2',
  connection: { uri: process.env.DATABASE_URL, timezone: 'Z' },
  migrations: { directory: './migrations', loadExtensions: ['.cjs'] },
};

module.exports = config;
