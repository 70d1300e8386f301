// What Prisma's command line does with a project, for many projects in one process: a command of its own takes a second
// for each. Reads lines of standard input, whose parts stand between tabs, and answers with lines of TAP and a dot.
//
//     check NAME FOLDER                   schema.prisma is valid, and `format` changes nothing
//     up NAME FOLDER URL [PATTERN]        besides: the migration is applied, and then nothing differs; or each line of what
//                                         does matches PATTERN
//     seen NAME FOLDER URL yes|no         the migration is applied, and then something differs, or nothing does
//     down NAME FOLDER URL                down.sql is run
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { makeEngine, makeFactory, panic, schemas } from './engine.mjs';

const say = (good, what, why = '') => {
  console.log(`${good ? 'ok' : 'not ok'} - ${what}`);
  if (!good) console.log(String(why).trimEnd().replace(/^/gm, '    '));
};

let current = '';
process.on('uncaughtException', (error) => {
  say(false, `${current}: the engine lives`, panic || error.stack);
  console.log('.');
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

function check(name, folder, schema) {
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
    schemas.get_dmmf(JSON.stringify({ prismaSchema: [['schema.prisma', text]], noColor: true }));
    say(true, `${name}: schema.prisma is valid`);
  } catch (error) {
    say(false, `${name}: schema.prisma is valid`, error.message);
  }
}

// Applies the migration, and gives what the comparison then says; undefined when that failed.
async function apply(name, folder, url, schema) {
  const filters = { externalTables: externalTables(folder), externalEnums: [] };
  const migrationsList = readMigrations(folder);
  const from = { tag: 'schemaDatasource', files: [schema], configDir: folder };
  const to = { tag: 'schemaDatamodel', files: [schema] };
  try {
    const engine = await makeEngine(await makeFactory(url), [[schema.path, schema.content]]);
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters });
    say(appliedMigrationNames.length === 1, `${name}: the migration is applied`, appliedMigrationNames);
    return await engine.diff({ from, to, script: false, exitCode: true, filters });
  } catch (error) {
    say(false, `${name}: the migration is applied`, error.message);
    return undefined;
  }
}

const isSame = ({ stdout, exitCode }) => exitCode === 0 && stdout.includes('No difference detected');

async function up(name, folder, schema, url, pattern) {
  check(name, folder, schema);
  const answer = await apply(name, folder, url, schema);
  if (!answer) return;
  if (!pattern) {
    say(isSame(answer), `${name}: nothing differs`, answer.stdout);
    return;
  }
  const lines = answer.stdout.split('\n').filter((line) => line.startsWith('  '));
  const known = new RegExp(pattern);
  say(lines.length && lines.every((line) => known.test(line)), `${name}: only ${pattern} differs`, answer.stdout);
}

async function seen(name, folder, schema, url, wanted) {
  const answer = await apply(name, folder, url, schema);
  if (answer) say(isSame(answer) === (wanted === 'no'), `${name}: Prisma sees it: ${wanted}`, answer.stdout);
}

async function down(name, folder, schema, url) {
  const migrations = path.join(folder, 'prisma/migrations');
  const [made] = fs.readdirSync(migrations).filter((one) => one !== 'migration_lock.toml');
  const connection = await (await makeFactory(url)).connect();
  try {
    await connection.executeScript(fs.readFileSync(path.join(migrations, made, 'down.sql'), 'utf8'));
    say(true, `${name}: down.sql is run`);
  } catch (error) {
    say(false, `${name}: down.sql is run`, error.message);
  }
  await connection.dispose();
}

const commands = { check, up, seen, down };
for await (const line of readline.createInterface({ input: process.stdin })) {
  const [command, name, folder, ...rest] = line.split('\t');
  const file = path.join(folder, 'prisma/schema.prisma');
  current = name;
  await commands[command](name, folder, { path: file, content: fs.readFileSync(file, 'utf8') }, ...rest);
  console.log('.');
}
process.exit(0);
