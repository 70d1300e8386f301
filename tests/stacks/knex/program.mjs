// A program on the blog's tables, through Knex: program.mjs KNEXFILE. Prints a line per case, as tests/run.sh wants it.
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import Knex from 'knex';

const { default: config } = await import(pathToFileURL(process.argv[2]));
const knex = Knex(config);

function report(name, passed, found) {
  console.log(`${passed ? 'ok' : 'not ok'} - ${name}`);
  if (!passed) console.log(`    ${JSON.stringify(found)}`);
}

function same(name, wanted, found) {
  report(name, JSON.stringify(wanted) === JSON.stringify(found), found);
}

// WORK has to be refused in words that name the rule.
async function refused(name, words, work) {
  const message = await work.then(
    () => 'it was taken',
    (error) => error.message,
  );
  report(name, words.test(message), message);
}

async function id(table, where) {
  return (await knex(table).where(where).first('id')).id;
}

const people = ['ann', 'bob', 'cyd'];
await knex('users').insert(people.map((handle) => ({ handle, email: `${handle}@example.org` })));
const [ann, bob, cyd] = await Promise.all(people.map((handle) => id('users', { handle })));
await knex('user_followings').insert([
  { user_id: bob, following_id: ann },
  { user_id: cyd, following_id: ann },
  { user_id: cyd, following_id: bob },
]);
await knex('posts').insert({ author_id: ann, slug: 'first', title: 'First', body: 'One.' });
const post = await id('posts', { slug: 'first' });
await knex('comments').insert([
  { author_id: bob, subject_post_id: post, body: 'Good.' },
  { author_id: cyd, subject_post_id: post, body: 'Better.' },
]);

function handles(query) {
  return query.orderBy('handle').pluck('handle');
}
const followed = knex('users').join('user_followings', 'users.id', 'user_followings.following_id');
const following = knex('users').join('user_followings', 'users.id', 'user_followings.user_id');
same('whom a user follows', ['ann', 'bob'], await handles(followed.where('user_id', cyd)));
same('who follows a user', ['bob', 'cyd'], await handles(following.where('following_id', ann)));
same(
  'from a post to its comments and their authors',
  ['bob', 'cyd'],
  await handles(
    knex('comments').join('users', 'users.id', 'comments.author_id').where('subject_post_id', post),
  ),
);
same(
  'from a comment to its post and that one’s author',
  ['ann'],
  await handles(
    knex('comments')
      .join('posts', 'posts.id', 'comments.subject_post_id')
      .join('users', 'users.id', 'posts.author_id')
      .where('comments.body', 'Good.'),
  ),
);
same('what was left out has its default', 'draft', (await knex('posts').first('state')).state);

await refused(
  'a unique key',
  /users_email_key|users\.email/,
  knex('users').insert({ handle: 'dee', email: 'ann@example.org' }),
);
await refused(
  'a check',
  /posts_word_count_check/,
  knex('posts').where({ id: post }).update({ word_count: -1 }),
);
await refused(
  'a foreign key',
  /comments_author_id_fkey|FOREIGN KEY constraint failed/,
  knex('comments').insert({ author_id: 999999, subject_post_id: post, body: 'Who?' }),
);
await refused(
  'a foreign key that restricts',
  /posts_author_id_fkey|FOREIGN KEY constraint failed/,
  knex('users').where({ id: ann }).delete(),
);

const before = (await knex('posts').where({ id: post }).first('updated_at')).updated_at;
await setTimeout(50);
await knex('posts').where({ id: post }).update({ title: 'Second' });
const after = (await knex('posts').where({ id: post }).first('updated_at')).updated_at;
report('updated_at moves', new Date(after) > new Date(before), { before, after });

await knex('users').where({ id: cyd }).delete();
same('a user goes with the comments', ['Good.'], await knex('comments').pluck('body'));
same('and with the followings', 1, (await knex('user_followings').select()).length);
await knex('posts').where({ id: post }).delete();
await knex('users').delete();
same('all goes', [], await knex('comments').pluck('body'));
await knex.destroy();
