// What drizzle-kit and drizzle-orm do to a project, by their programming interfaces: for the many small models a
// process of their command line each would take minutes.
//
//   batch.ts DIALECT        reads lines `DO PROJECT DATABASE`, and answers each with a line on the descriptor 3
//
// DO is `generate` (what drizzle-kit would still generate, and whether the snapshot is the one that it makes of
// schema.ts itself), `migrate`, `push` (what it would still push) or `down` (runs the way back). The answer is the
// trouble on one line, or empty. `push` has no eye for PostgreSQL's roles here, and fails on its primary keys of two
// columns: then the answer is "command line".
import { readFileSync, readdirSync, writeSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { isDeepStrictEqual } from "node:util";
import { createClient } from "@libsql/client";
import * as kit from "drizzle-kit/api";
import { drizzle as libsql } from "drizzle-orm/libsql";
import { migrate as migrateLibsql } from "drizzle-orm/libsql/migrator";
import { drizzle as mysql } from "drizzle-orm/mysql2";
import { migrate as migrateMysql } from "drizzle-orm/mysql2/migrator";
import { drizzle as postgres } from "drizzle-orm/node-postgres";
import { migrate as migratePostgres } from "drizzle-orm/node-postgres/migrator";
import { createConnection } from "mysql2/promise";
import pg from "pg";

type Json = Record<string, unknown>;
type Connection = {
  migrate: (folder: string) => Promise<void>;
  run: (statements: string[]) => Promise<unknown>;
  push: (schema: Json, config: Json) => Promise<string[]>;
  close: () => Promise<void> | void;
};

async function each(statements: string[], run: (statement: string) => Promise<unknown>): Promise<void> {
  for (const statement of statements) await run(statement);
}

async function connectPostgres(database: string): Promise<Connection> {
  const client = new pg.Client({ database, user: "postgres" });
  await client.connect();
  const db = postgres(client);
  return {
    migrate: (folder) => migratePostgres(db, { migrationsFolder: folder }),
    run: (statements) => each(statements, (statement) => client.query(statement)),
    push: async (schema, config) => {
      const made = kit.generateDrizzleJson(schema);
      const known = Object.values(made.tables as Record<string, { compositePrimaryKeys: Json }>);
      const keys = known.flatMap((table) => Object.keys(table.compositePrimaryKeys));
      if (keys.length > 0 || Object.keys(made.roles).length > 0) return ["command line"];
      const [schemas, tables] = [config.schemaFilter, config.tablesFilter] as (string[] | undefined)[];
      return (await kit.pushSchema(schema, db as never, schemas, tables)).statementsToExecute;
    },
    close: () => client.end(),
  };
}

async function connectMysql(database: string): Promise<Connection> {
  const client = await createConnection({ user: "root", database, socketPath: process.env.MYSQL_SOCKET });
  const db = mysql(client as never);
  return {
    migrate: (folder) => migrateMysql(db, { migrationsFolder: folder }),
    run: (statements) => each(statements, (statement) => client.query(statement)),
    push: async (schema) => (await kit.pushMySQLSchema(schema, db as never, database)).statementsToExecute,
    close: () => client.end(),
  };
}

async function connectSqlite(file: string): Promise<Connection> {
  const client = createClient({ url: `file:${file}` });
  const db = libsql(client);
  return {
    migrate: (folder) => migrateLibsql(db, { migrationsFolder: folder }),
    run: (statements) => client.batch(statements, "write"), // in one transaction: foreign keys wait for its end
    push: async (schema) => (await kit.pushSQLiteSchema(schema, db as never)).statementsToExecute,
    close: () => client.close(),
  };
}

const dialects = {
  postgresql: { connect: connectPostgres, json: kit.generateDrizzleJson, migration: kit.generateMigration },
  mysql: { connect: connectMysql, json: kit.generateMySQLDrizzleJson, migration: kit.generateMySQLMigration },
  sqlite: { connect: connectSqlite, json: kit.generateSQLiteDrizzleJson, migration: kit.generateSQLiteMigration },
};

// The paths at which two documents differ.
function differences(path: string, left: unknown, right: unknown): string[] {
  if (isDeepStrictEqual(left, right)) return [];
  if (!left || !right || typeof left !== "object" || typeof right !== "object")
    return [`${path}: ${JSON.stringify(left)} is not ${JSON.stringify(right)}`];
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].flatMap((key) => differences(`${path}/${key}`, (left as Json)[key], (right as Json)[key]));
}

async function generated(dialect: keyof typeof dialects, project: string, schema: Json): Promise<string> {
  const { json, migration } = dialects[dialect];
  const kept = JSON.parse(readFileSync(`${project}/drizzle/meta/0000_snapshot.json`, "utf8"));
  const made = JSON.parse(JSON.stringify(await (json as (schema: Json) => unknown)(schema)));
  const statements = await (migration as (prev: unknown, cur: unknown) => Promise<string[]>)(kept, made);
  const [ours, theirs] = [kept, made].map((one) => ({ ...one, id: "", prevId: "" }));
  return [...statements, ...differences("snapshot", ours, theirs)].join("\n");
}

// As `drizzle-orm` reads a migration.
function statements(file: string): string[] {
  return readFileSync(file, "utf8").split("--> statement-breakpoint");
}

async function work(what: string, dialect: keyof typeof dialects, project: string, database: string): Promise<string> {
  const schema = (await import(`${project}/src/db/schema.ts`)) as Json;
  if (what === "generate") return generated(dialect, project, schema);
  const config = (await import(`${project}/drizzle.config.ts`)).default as Json;
  const connection = await dialects[dialect].connect(database);
  try {
    if (what === "migrate") await connection.migrate(`${project}/drizzle`);
    if (what === "push") return (await connection.push(schema, config)).join("\n");
    if (what === "down")
      for (const file of readdirSync(`${project}/drizzle/down`))
        await connection.run(statements(`${project}/drizzle/down/${file}`));
    return "";
  } finally {
    await connection.close();
  }
}

const dialect = process.argv[2] as keyof typeof dialects;
for await (const line of createInterface({ input: process.stdin })) {
  const [what, project, database] = line.split(" ");
  const trouble = await work(what, dialect, project, database).catch(
    (error: Error) => `${error.message} ${(error.cause as Error)?.message ?? ""}`,
  );
  writeSync(3, `${trouble.replaceAll("\n", " ")}\n`);
}
process.exit(0);
