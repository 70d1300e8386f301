// The database in $DATABASE, for program.ts.
import { drizzle } from "drizzle-orm/mysql2";
import { createConnection } from "mysql2/promise";
import * as schema from "./src/db/schema";

const client = await createConnection({
  user: "root",
  database: process.env.DATABASE,
  socketPath: process.env.MYSQL_SOCKET,
});
export const db = drizzle(client, { schema, mode: "default" });
export const close = () => client.end();
