// How Knex reaches knex_ts,
// made by Tenon from model.tenon.yaml: change that, not this file.

import process from 'node:process';

import type { Knex } from 'knex';

const config: Knex.Config = {
  client: 'better-sqlite3',
  connection: { filename: process.env.DATABASE_FILE ?? './database.sqlite3' },
  useNullAsDefault: true,
  pool: {
    afterCreate(
      connection: { pragma(source: string): unknown },
      done: () => void,
    ) {
      connection.pragma('foreign_keys = ON');
      done();
    },
  },
  migrations: { directory: './migrations', loadExtensions: ['.ts'] },
};

export default config;
