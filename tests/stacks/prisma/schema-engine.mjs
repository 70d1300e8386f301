#!/usr/bin/env node
// Stands in for the native schema-engine program that Prisma's command line starts: takes its JSON-RPC requests, one a
// line, and has the engine of engine.mjs answer them. It decides nothing: what the command line says of a schema or a
// database is the engine's word.
import fs from 'node:fs';
import readline from 'node:readline';
import { makeEngine, makeFactory, panic } from './engine.mjs';

const options = process.argv.slice(2);
const valuesOf = (name) => options.flatMap((option, at) => (option === name ? [options[at + 1]] : []));
const url = JSON.parse(valuesOf('--datasource')[0] ?? '{}').url ?? process.env.DATABASE_URL ?? '';
const factory = await makeFactory(url);

if (options.includes('can-connect-to-database')) {
  try {
    const connection = await factory.connect();
    await connection.executeScript('SELECT 1');
    process.exit(0);
  } catch (error) {
    console.error(JSON.stringify({ fields: { is_panic: false, message: String(error), error_code: 'P1001' } }));
    process.exit(1);
  }
}

const send = (message) => fs.writeSync(1, JSON.stringify({ jsonrpc: '2.0', ...message }) + '\n');

function sendError(id, message, error) {
  const { code = null, meta = null } = error ?? {};
  send({ error: { code: 4466, message, data: { is_panic: false, message, error_code: code, meta } }, id });
}

// An engine that panics has to answer: without an answer the command line ends with success and no words.
let current = null;
process.on('uncaughtException', (error) => {
  sendError(current, `the engine panicked: ${panic || error?.stack}`);
  process.exit(101);
});

const files = valuesOf('--datamodels').map((file) => [file, fs.readFileSync(file, 'utf8')]);
let engine;

// This build of the engine gives SQLite the first statement of a script alone.
async function execute(script) {
  const connection = await factory.connect();
  await connection.executeScript(script);
  await connection.dispose();
}

async function ask(method, params) {
  if (method === 'dbExecute') return execute(params.script);
  engine ??= await makeEngine(factory, files.length ? files : undefined);
  return engine[method === 'getDatabaseVersion' ? 'version' : method](params ?? {});
}

async function answer({ id, method, params }) {
  current = id;
  try {
    let result = await ask(method, params);
    if (method === 'diff' && result.stdout != null) {
      send({ method: 'print', id: `print ${id}`, params: { content: result.stdout } });
      result = { exitCode: result.exitCode };
    }
    send({ result: result ?? null, id });
  } catch (error) {
    sendError(id, error?.message ?? String(error), error);
  }
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  if (request.method) await answer(request);
}
process.exit(0);
