// Runs migrations in one process, since Knex's own program takes half a second each time. A line in says what to do, a
// line out how it went: `ok`, or what Knex said.
//
//   up|down FOLDER DATABASE    FOLDER holds knexfile.* and migrations/; DATABASE is a URL, or a file of SQLite
import { existsSync } from 'node:fs';
import process from 'node:process';
import readline from 'node:readline';
import { pathToFileURL } from 'node:url';
import Knex from 'knex';

async function configuration(folder, database) {
  process.env.DATABASE_URL = process.env.DATABASE_FILE = database;
  const file = ['mjs', 'cjs', 'ts'].map((ending) => `${folder}/knexfile.${ending}`).find(existsSync);
  const { default: config } = await import(pathToFileURL(file));
  return { ...config, migrations: { ...config.migrations, directory: `${folder}/migrations` } };
}

async function migrate(way, folder, database) {
  const knex = Knex(await configuration(folder, database));
  try {
    await (way === 'up' ? knex.migrate.latest() : knex.migrate.rollback());
    return 'ok';
  } catch (error) {
    return String(error.message).replace(/\s+/g, ' ');
  } finally {
    await knex.destroy();
  }
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  console.log(await migrate(...line.split(' ')));
}
