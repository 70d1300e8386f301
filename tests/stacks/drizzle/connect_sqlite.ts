// The database in $DATABASE, for program.ts.
import { createClient } from "@libsql/client";
import { drizzle } from "drizzle-orm/libsql";
import * as schema from "./src/db/schema";

const client = createClient({ url: `file:${process.env.DATABASE}` });
export const db = drizzle(client, { schema });
export const close = () => client.close();
