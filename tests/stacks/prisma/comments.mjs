// What the model tells of its entities and attributes is what Prisma reads of its models and fields.
//
//     comments.mjs SCHEMA.PRISMA MODEL.JSON      the latter is `tenon check --dump=schema --reporter json`
import fs from 'node:fs';
import { schemas } from './engine.mjs';

const [, , file, model] = process.argv;
const text = fs.readFileSync(file, 'utf8');
const { datamodel } = JSON.parse(schemas.get_dmmf(JSON.stringify({ prismaSchema: [[file, text]], noColor: true })));
const { entities } = JSON.parse(fs.readFileSync(model, 'utf8'));

// A line of a comment begins and ends with no blank, and holds no control character.
const lines = (doc) => doc.trim().split('\n').map((line) => line.trim().replace(/[\0-\x1f]/g, ' ')).join('\n');

function compare(name, found, doc) {
  const good = (found ?? '') === lines(doc ?? '');
  console.log(`${good ? 'ok' : 'not ok'} - the comment on ${name}`);
  if (!good) console.log(`    ${JSON.stringify(found)}\n    wanted: ${JSON.stringify(doc)}`);
}

for (const entity of entities) {
  const made = datamodel.models.find((one) => one.dbName === entity.table);
  compare(entity.name, made?.documentation, entity.doc);
  for (const attribute of entity.columns) {
    const field = made?.fields.find((one) => (one.dbName ?? one.name) === attribute.column);
    if (attribute.doc) compare(`${entity.name}.${attribute.name}`, field?.documentation, attribute.doc);
  }
}
