// made by Tenon from model.tenon.yaml: change that, not this file

import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: "./src/db/schema.ts",
  out: "./drizzle",
  dbCredentials: { url: process.env.DATABASE_URL ?? "" },
  schemaFilter: ["public", "stats"],
  tablesFilter: ["!visits_p2026", "!visits_p2027", "!visits_default"],
  entities: { roles: { include: ["writer"] } },
});
