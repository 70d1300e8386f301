// Prisma's schema engine in this process: the same engine that its command line has as a native program, which also
// comes as WebAssembly. PostgreSQL and SQLite, as far as that build goes. Packages are those of the folder that
// TENON_PRISMA_MODULES names.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const require = createRequire(path.join(process.env.TENON_PRISMA_MODULES, 'package.json'));
const load = (name) => import(require.resolve(name));

export const schemas = require('@prisma/prisma-schema-wasm');

// What the engine panicked of, when it did.
export let panic = '';
globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => (panic = message) };

async function loadEngine() {
  const folder = path.dirname(require.resolve('@prisma/schema-engine-wasm'));
  const bindings = await import(path.join(folder, 'schema_engine_bg.js'));
  const code = fs.readFileSync(path.join(folder, 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(code, { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start?.();
  return bindings.SchemaEngine;
}

let loaded;

// An engine for the database of FACTORY; FILES are those of the schema, as pairs of path and text.
export async function makeEngine(factory, files) {
  loaded ??= loadEngine();
  const { bindMigrationAwareSqlAdapterFactory } = await load('@prisma/driver-adapter-utils');
  return (await loaded).new({ datamodels: files }, () => {}, bindMigrationAwareSqlAdapterFactory(factory));
}

// The engine's queries of the catalogue return columns of the type "char", which the adapter reads as text; the engine
// wants a character.
const OID_CHAR = 18;
const OID_TEXT = 25;

async function teachCharacters(kind) {
  const { ColumnTypeEnum } = await load('@prisma/driver-adapter-utils');
  const queryRaw = kind.queryRaw;
  kind.queryRaw = async function (query) {
    let characters = [];
    const performIO = async (io) => {
      const rows = await this.performIO(io);
      characters = rows.fields.flatMap((field, at) => (field.dataTypeID === OID_CHAR ? [at] : []));
      for (const at of characters) rows.fields[at].dataTypeID = OID_TEXT;
      return rows;
    };
    const result = await queryRaw.call(Object.create(this, { performIO: { value: performIO } }), query);
    for (const at of characters) result.columnTypes[at] = ColumnTypeEnum.Character;
    return result;
  };
}

// A script goes to the server as it is, which reads it and runs it in one transaction, as with the native program; the
// adapter would cut it at each semicolon.
function sendScriptsWhole(kind) {
  kind.executeScript = async function (script) {
    try {
      await this.client.query(script);
    } catch (error) {
      this.onError(error);
    }
  };
}

function postgresConfig(text) {
  const url = new URL(text);
  return {
    host: url.searchParams.get('host') ?? url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    database: decodeURIComponent(url.pathname.slice(1)),
  };
}

const prototypes = (object) => [Object.getPrototypeOf(object), Object.getPrototypeOf(Object.getPrototypeOf(object))];
const taught = new Set();

// Calls TEACH once, with the two classes of the adapter's connections.
async function teach(name, factory, lesson) {
  if (taught.has(name)) return;
  taught.add(name);
  const probe = await factory.connect();
  await lesson(...prototypes(probe));
  await probe.dispose();
}

// A shadow database of its own for each request, and gone after it.
async function postgresFactory(config) {
  const { PrismaPg } = await load('@prisma/adapter-pg');
  const quiet = { onPoolError() {}, onConnectionError() {} };
  const factory = new PrismaPg(config, quiet);
  await teach('postgres', factory, async (connection, queryable) => {
    await teachCharacters(queryable);
    sendScriptsWhole(connection);
  });
  factory.connectToShadowDb = async () => {
    const name = `shadow_${process.pid}_${Date.now()}`;
    const admin = await factory.connect();
    await admin.executeScript(`CREATE DATABASE ${name}`);
    const shadow = await new PrismaPg({ ...config, database: name }, quiet).connect();
    const dispose = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await dispose();
      await admin.executeScript(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.dispose();
    };
    return shadow;
  };
  return factory;
}

// The engine asks for a partial index by its name between double quotes, which SQLite takes for a string only where it
// is built to; the adapter's is not.
async function sqliteFactory(url) {
  const { PrismaLibSql } = await load('@prisma/adapter-libsql');
  const factory = new PrismaLibSql({ url });
  await teach('sqlite', factory, (_, queryable) => {
    const queryRaw = queryable.queryRaw;
    const asString = (_, before, name) => `${before}'${name.replaceAll("'", "''")}'`;
    queryable.queryRaw = function (query) {
      return queryRaw.call(this, { ...query, sql: query.sql.replace(/( AND name = )"(.*)";?$/s, asString) });
    };
  });
  return factory;
}

export const makeFactory = (url) => (url.startsWith('file:') ? sqliteFactory(url) : postgresFactory(postgresConfig(url)));
