// A program with Prisma Client on the tables of samples/blog: makes users with posts, comments and followers, reads them
// through relations in both directions, is refused what the schema forbids, deletes, and sees updated_at move.
//
//     program.ts ENGINE DATABASE      the database's name or, of sqlite, its file
import { Prisma, PrismaClient } from '../generated/client';

async function makeAdapter(engine: string, database: string) {
  if (engine === 'postgres') {
    const { PrismaPg } = await import('@prisma/adapter-pg');
    // The adapter takes instants for UTC, whatever the session's zone is.
    return new PrismaPg({ host: process.env['PGHOST'], user: 'postgres', database, options: '-c TimeZone=UTC' });
  }
  if (engine === 'sqlite') {
    const { PrismaLibSql } = await import('@prisma/adapter-libsql');
    return new PrismaLibSql({ url: `file:${database}` });
  }
  const { PrismaMariaDb } = await import('@prisma/adapter-mariadb');
  return new PrismaMariaDb({ socketPath: process.env['MYSQL_SOCKET'], user: 'root', database });
}

const [engine = '', database = ''] = process.argv.slice(2);
const prisma = new PrismaClient({ adapter: await makeAdapter(engine, database) });

function shows(what: string, good: boolean, why: unknown = '') {
  console.log(`${good ? 'ok' : 'not ok'} - ${what}`);
  if (!good) console.log(String(why).replace(/^/gm, '    '));
}

const plain = (value: unknown) =>
  JSON.stringify(value, (_, one) => (typeof one === 'bigint' ? Number(one) : one));
const same = (what: string, found: unknown, wanted: unknown) =>
  shows(what, plain(found) === plain(wanted), `${plain(found)}\nwanted: ${plain(wanted)}`);

// The code of Prisma's error, or what the database said.
async function refused(what: string, words: RegExp, action: () => Promise<unknown>) {
  try {
    await action();
    shows(what, false, 'it was not refused');
  } catch (error) {
    const code = error instanceof Prisma.PrismaClientKnownRequestError ? error.code : '';
    shows(what, words.test(code) || words.test(String(error)), `${code} ${String(error)}`);
  }
}

const ada = await prisma.user.create({
  data: {
    email: 'ada@example.org',
    handle: 'ada',
    profile: { create: { displayName: 'Ada' } },
    posts: { create: [{ slug: 'first', title: 'First', body: 'Words.' }, { slug: 'second', title: 'Second', body: 'More.' }] },
  },
  include: { posts: { orderBy: { slug: 'asc' } } },
});
same('defaults are there', [ada.posts[0]?.state, ada.posts[0]?.wordCount, Number(ada.isActive)], ['draft', 0, 1]);

const bob = await prisma.user.create({
  data: {
    email: 'bob@example.org',
    handle: 'bob',
    comments: { create: { body: 'I read it.', subjectPost: { connect: { id: ada.posts[0]!.id } } } },
    following: { create: { following: { connect: { handle: 'ada' } } } },
  },
  include: { comments: true },
});
const reply = await prisma.comment.create({
  data: { body: 'Thank you.', authorId: ada.id, parentId: bob.comments[0]!.id, subjectPostId: ada.posts[0]!.id },
});

const read = await prisma.user.findUniqueOrThrow({
  where: { handle: 'ada' },
  include: {
    profile: true,
    followers: { include: { user: true } },
    posts: { orderBy: { slug: 'asc' }, include: { comments: { orderBy: { id: 'asc' }, include: { author: true } } } },
  },
});
same(
  'a user is read with profile, followers, posts and their comments',
  [read.profile?.displayName, read.followers.map((row) => row.user.handle),
    read.posts.map((post) => [post.slug, post.comments.map((comment) => comment.author.handle)])],
  ['Ada', ['bob'], [['first', ['bob', 'ada']], ['second', []]]],
);
const back = await prisma.comment.findUniqueOrThrow({
  where: { id: reply.id },
  include: { author: true, parent: { include: { replies: true, author: { include: { following: { include: { following: true } } } } } }, subjectPost: { include: { author: true } } },
});
same(
  'a comment is read with its author, parent and post',
  [back.author.handle, back.parent?.author.handle, back.parent?.replies.map((one) => one.id), back.subjectPost?.author.handle,
    back.parent?.author.following.map((row) => row.following.handle)],
  ['ada', 'bob', [reply.id], 'ada', ['ada']],
);
same('a filter goes through a relation', await prisma.user.count({ where: { posts: { some: { comments: { some: { authorId: bob.id } } } } } }), 1);

await refused('a unique key refuses', /^P2002$/, () => prisma.user.create({ data: { email: 'ada@example.org', handle: 'eve' } }));
await refused('a composite unique set refuses', /^P2002$/, () =>
  prisma.post.create({ data: { authorId: ada.id, slug: 'first', title: 'Again', body: 'Words.' } }));
await refused('a check refuses', /users_handle_type_check/, () => prisma.user.create({ data: { email: 'e@example.org', handle: 'No Handle' } }));
await refused('a foreign key refuses', /^P2003$/, () =>
  prisma.comment.create({ data: { authorId: 4711, subjectPostId: ada.posts[0]!.id, body: 'Who?' } }));
await refused('a restricted delete is refused', /^P2003$/, () => prisma.user.delete({ where: { id: ada.id } }));

const before = await prisma.post.findUniqueOrThrow({ where: { id: ada.posts[1]!.id } });
await new Promise((resolve) => setTimeout(resolve, 20));
await prisma.post.update({ where: { id: before.id }, data: { title: 'Second, revised' } });
const after = await prisma.post.findUniqueOrThrow({ where: { id: before.id } });
shows('updated_at moves', new Date(after.updatedAt) > new Date(before.updatedAt), `${before.updatedAt} ${after.updatedAt}`);
same('created_at stays', after.createdAt, before.createdAt);
const age = Date.now() - new Date(engine === 'sqlite' ? `${after.updatedAt}Z` : after.updatedAt).getTime();
shows('updated_at is of now', Math.abs(age) < 60_000, `${age} ms`);

await prisma.user.delete({ where: { id: bob.id } });
same('a delete takes comments, replies and followings with it', [await prisma.comment.count(), await prisma.userFollowing.count()], [0, 0]);
await prisma.post.deleteMany({ where: { author: { handle: 'ada' } } });
await prisma.user.delete({ where: { handle: 'ada' } });
same('nothing is left', [await prisma.user.count(), await prisma.profile.count(), await prisma.post.count()], [0, 0, 0]);
await prisma.$disconnect();
