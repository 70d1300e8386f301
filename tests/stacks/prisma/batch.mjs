// What Prisma's command line does with a project, for many projects in one process: a command of its own takes a second
// for each.
//
//     batch.mjs check LIST     schema.prisma is valid, `format` changes nothing, and the client can be made of it
//     batch.mjs up LIST        besides: the migrations are applied, and then nothing differs but what is known to
//     batch.mjs down LIST      down.sql is run
//
// A line of LIST is a name, a project's folder, the URL of its database and the words of a known difference, between
// tabs. Prints a line of TAP for each thing that is shown.
import fs from 'node:fs';
import path from 'node:path';
import { makeEngine, makeFactory, panic, schemas } from './engine.mjs';

const say = (good, what, why = '') => {
  console.log(`${good ? 'ok' : 'not ok'} - ${what}`);
  if (!good) console.log(String(why).trimEnd().replace(/^/gm, '    '));
};

let current = '';
process.on('uncaughtException', (error) => {
  say(false, `${current}: the engine lives`, panic || error.stack);
  process.exit(1);
});

// The tables that prisma.config.ts keeps from migrations.
function externalTables(folder) {
  const config = fs.readFileSync(path.join(folder, 'prisma.config.ts'), 'utf8');
  const list = /external: \[([^\]]*)\]/.exec(config)?.[1] ?? '';
  return [...list.matchAll(/'([^']*)'/g)].map((found) => found[1]);
}

function readMigrations(folder) {
  const baseDir = path.join(folder, 'prisma/migrations');
  const names = fs.readdirSync(baseDir).filter((name) => name !== 'migration_lock.toml');
  const read = (...parts) => fs.readFileSync(path.join(baseDir, ...parts), 'utf8');
  return {
    baseDir,
    lockfile: { path: 'migration_lock.toml', content: read('migration_lock.toml') },
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: read(name, 'migration.sql') } },
    })),
    shadowDbInitScript: '',
  };
}

function check(name, schema) {
  const text = schema.content;
  const formatted = JSON.parse(
    schemas.format(
      JSON.stringify([[schema.path, text]]),
      JSON.stringify({ textDocument: { uri: 'file:///schema.prisma' }, options: { tabSize: 2, insertSpaces: true } }),
    ),
  );
  say(formatted[0][1] === text, `${name}: format changes nothing`, formatted[0][1]);
  try {
    schemas.validate(JSON.stringify({ prismaSchema: [['schema.prisma', text]], noColor: true }));
    const made = JSON.parse(schemas.get_dmmf(JSON.stringify({ prismaSchema: [['schema.prisma', text]], noColor: true })));
    say(made.datamodel.models.length > 0, `${name}: schema.prisma is valid`);
  } catch (error) {
    say(false, `${name}: schema.prisma is valid`, error.message);
  }
}

// What is known to differ has to, alone: each line of the answer but headings is about it.
async function compare(engine, name, known, from, schema, filters) {
  const to = { tag: 'schemaDatamodel', files: [schema] };
  const { stdout, exitCode } = await engine.diff({ from, to, script: false, exitCode: true, filters });
  if (!known) {
    say(exitCode === 0 && stdout.includes('No difference detected'), `${name}: nothing differs`, stdout);
    return;
  }
  const lines = stdout.split('\n').filter((line) => line.startsWith('  '));
  say(lines.length && lines.every((line) => line.includes(known)), `${name}: only ${known} differs`, stdout);
}

async function up(name, folder, url, known, schema) {
  check(name, schema);
  const filters = { externalTables: externalTables(folder), externalEnums: [] };
  const migrationsList = readMigrations(folder);
  const engine = await makeEngine(await makeFactory(url), [[schema.path, schema.content]]);
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters });
    say(appliedMigrationNames.length === 1, `${name}: the migration is applied`, appliedMigrationNames);
  } catch (error) {
    say(false, `${name}: the migration is applied`, error.message);
    return;
  }
  const datasource = { tag: 'schemaDatasource', files: [schema], configDir: folder };
  await compare(engine, name, known, datasource, schema, filters);
}

async function down(name, folder, url) {
  const migrations = path.join(folder, 'prisma/migrations');
  const [made] = fs.readdirSync(migrations).filter((one) => one !== 'migration_lock.toml');
  const connection = await (await makeFactory(url)).connect();
  try {
    await connection.executeScript(fs.readFileSync(path.join(migrations, made, 'down.sql'), 'utf8'));
  } catch (error) {
    say(false, `${name}: down.sql is run`, error.message);
  }
  await connection.dispose();
}

const [, , command, list] = process.argv;
for (const line of fs.readFileSync(list, 'utf8').split('\n').filter(Boolean)) {
  const [name, folder, url, known] = line.split('\t');
  const file = path.join(folder, 'prisma/schema.prisma');
  const schema = { path: file, content: fs.readFileSync(file, 'utf8') };
  current = name;
  if (command === 'check') check(name, schema);
  else if (command === 'up') await up(name, folder, url, known, schema);
  else await down(name, folder, url);
}
process.exit(0);
