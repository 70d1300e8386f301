// What an editor shows: opens YAML files in yaml-language-server with one schema for all of them, and
// prints each finding as FILE:LINE:COLUMN MESSAGE.
//
//   node diagnose.mjs SERVER SCHEMA FILE...
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [serverPath, schema, ...files] = process.argv.slice(2);
const server = spawn(process.execPath, [serverPath, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
const url = (path) => pathToFileURL(resolve(path)).href;
const settings = {
  yaml: { validate: true, schemas: { [url(schema)]: "*.yaml" }, schemaStore: { enable: false } },
};

function send(message) {
  const body = JSON.stringify({ jsonrpc: "2.0", ...message });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

// The language server asks for its settings section by section.
function answer(request) {
  const result =
    request.method === "workspace/configuration"
      ? request.params.items.map((item) => settings[item.section] ?? null)
      : null;
  send({ id: request.id, result });
}

const waiting = new Map(files.map((file) => [url(file), file]));

function show({ uri, diagnostics }) {
  const file = waiting.get(uri);
  if (!file) return;
  for (const { range, message } of diagnostics) {
    console.log(`${file}:${range.start.line + 1}:${range.start.character + 1} ${message.split("\n")[0]}`);
  }
  waiting.delete(uri);
  if (waiting.size === 0) process.exit(0);
}

function receive(message) {
  if (message.id === 1 && !message.method) {
    send({ method: "initialized", params: {} });
    send({ method: "workspace/didChangeConfiguration", params: { settings } });
    for (const file of files) {
      const textDocument = { uri: url(file), languageId: "yaml", version: 1, text: readFileSync(file, "utf8") };
      send({ method: "textDocument/didOpen", params: { textDocument } });
    }
  } else if (message.method === "textDocument/publishDiagnostics") {
    show(message.params);
  } else if (message.method && message.id !== undefined) {
    answer(message);
  }
}

let input = Buffer.alloc(0);
server.stdout.on("data", (bytes) => {
  input = Buffer.concat([input, bytes]);
  for (;;) {
    const end = input.indexOf("\r\n\r\n");
    if (end < 0) return;
    const size = Number(/Content-Length: (\d+)/i.exec(input.toString("latin1", 0, end))[1]);
    if (input.length < end + 4 + size) return;
    const body = input.toString("utf8", end + 4, end + 4 + size);
    input = input.subarray(end + 4 + size);
    receive(JSON.parse(body));
  }
});
server.on("exit", (code) => {
  console.error(`the language server ended with ${code}`);
  process.exit(1);
});

const capabilities = {
  textDocument: { publishDiagnostics: {} },
  workspace: { configuration: true, didChangeConfiguration: {} },
};
send({ id: 1, method: "initialize", params: { processId: process.pid, rootUri: null, capabilities } });
setTimeout(() => {
  console.error(`no answer about ${[...waiting.values()].join(", ")}`);
  process.exit(1);
}, 30_000);
