// The database in $DATABASE, for program.ts.
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import * as schema from "./src/db/schema";

const client = new pg.Client({ database: process.env.DATABASE });
await client.connect();
export const db = drizzle(client, { schema });
export const close = () => client.end();
