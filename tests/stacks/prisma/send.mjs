// Sends a file of SQL to a server of the MySQL family in one piece, as Prisma's engine does: no client reads it before.
//
//     send.mjs DATABASE FILE      MYSQL_SOCKET is the server's
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const mariadb = createRequire(path.join(process.env.TENON_PRISMA_MODULES, 'package.json'))('mariadb');
const [, , database, file] = process.argv;
const connection = await mariadb.createConnection({
  socketPath: process.env.MYSQL_SOCKET,
  user: 'root',
  database,
  multipleStatements: true,
});
try {
  await connection.query(fs.readFileSync(file, 'utf8'));
} catch (error) {
  console.log(error.sqlMessage ?? String(error));
  process.exitCode = 1;
}
await connection.end();
