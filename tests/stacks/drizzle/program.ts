// A program over the blog: somebody with posts, comments and followers, as schema.ts and its relations have them.
// What it finds wrong ends it; else its last line is "all of it".
import { deepStrictEqual, match, ok } from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { close, db } from "./connect";
import * as s from "./src/db/schema";

async function refused(words: RegExp, work: PromiseLike<unknown>): Promise<void> {
  const error = await Promise.resolve(work).then(
    () => undefined,
    (reason: Error) => reason,
  );
  ok(error, `${words} should have refused it`);
  match(`${error.message} ${String(error.cause)}`, words);
}

const ada: s.NewUser = { id: 1, email: "ada@example.org", handle: "ada" };
await db.insert(s.users).values([ada, { id: 2, email: "bob@example.org", handle: "bob" }]);
await db.insert(s.userFollowings).values({ userId: 2, followingId: 1 });
await db.insert(s.profiles).values({ userId: 1, displayName: "Ada" });
await db.insert(s.posts).values({ id: 1, authorId: 1, slug: "first", title: "First", body: "A text." });
await db.insert(s.tags).values({ name: "news" });
await db.insert(s.postTags).values({ postId: 1, tagName: "news" });
await db.insert(s.comments).values([
  { id: 1, authorId: 2, subjectPostId: 1, body: "Well said." },
  { id: 2, authorId: 1, subjectPostId: 1, parentId: 1, body: "Thank you." },
]);

// From the user to what hangs on her, and from the leaf back to her.
async function readRelations(): Promise<void> {
  const user = await db.query.users.findFirst({
    where: eq(s.users.handle, "ada"),
    with: {
      profile: true,
      followers: { with: { user: true } },
      posts: { with: { tags: { with: { tag: true } }, comments: { with: { author: true, replies: true } } } },
    },
  });
  ok(user);
  deepStrictEqual(user.profile?.displayName, "Ada");
  deepStrictEqual(user.followers.map((follower) => follower.user.handle), ["bob"]);
  deepStrictEqual(user.posts[0].tags.map((tag) => tag.tag.name), ["news"]);
  const said = user.posts[0].comments.sort((left, right) => left.id - right.id);
  deepStrictEqual(said.map((comment) => comment.author.handle), ["bob", "ada"]);
  deepStrictEqual(said[0].replies.map((reply) => reply.id), [2]);

  const reply = await db.query.comments.findFirst({
    where: eq(s.comments.id, 2),
    with: { parent: { with: { author: { with: { following: true } } } }, subjectPost: { with: { author: true } } },
  });
  deepStrictEqual(reply?.parent?.author.following.map((one) => one.followingId), [1]);
  deepStrictEqual(reply?.subjectPost?.author.handle, "ada");
  deepStrictEqual(reply?.subjectPost?.state satisfies s.Post["state"] | undefined, "draft");
}

// MariaDB has no lateral joins, which `with` needs: there the same is read by joins of one's own.
async function readJoins(): Promise<void> {
  const hers = await db
    .select({ title: s.posts.title, comment: s.comments.id, tag: s.postTags.tagName })
    .from(s.users)
    .innerJoin(s.posts, eq(s.posts.authorId, s.users.id))
    .innerJoin(s.postTags, eq(s.postTags.postId, s.posts.id))
    .innerJoin(s.comments, eq(s.comments.subjectPostId, s.posts.id))
    .where(eq(s.users.handle, "ada"))
    .orderBy(s.comments.id);
  deepStrictEqual(hers, [1, 2].map((comment) => ({ title: "First", comment, tag: "news" })));
  const back = await db
    .select({ author: s.users.handle, follows: s.userFollowings.followingId })
    .from(s.comments)
    .innerJoin(s.users, eq(s.users.id, s.comments.authorId))
    .innerJoin(s.userFollowings, eq(s.userFollowings.userId, s.users.id))
    .where(eq(s.comments.id, 1));
  deepStrictEqual(back, [{ author: "bob", follows: 1 }]);
}

await (process.env.ENGINE === "mariadb" ? readJoins() : readRelations());

await refused(/users_email_key|users\.email/, db.insert(s.users).values({ ...ada, id: 3, handle: "eve" }));
await refused(/users_handle_type_check/, db.insert(s.users).values({ id: 3, email: "e@example.org", handle: "E!" }));
await refused(
  /posts_author_id_fkey|FOREIGN KEY constraint failed/,
  db.insert(s.posts).values({ id: 2, authorId: 99, slug: "second", title: "Second", body: "" }),
);
await refused(/posts_author_id_fkey|FOREIGN KEY constraint failed/, db.delete(s.users).where(eq(s.users.id, 1)));

const changedAt = async () =>
  String((await db.select({ at: s.posts.updatedAt }).from(s.posts).where(eq(s.posts.id, 1)))[0].at.valueOf());
const before = await changedAt();
await setTimeout(20);
await db.update(s.posts).set({ title: "First of all" }).where(eq(s.posts.id, 1));
ok((await changedAt()) > before, "updated_at should move");

await db.delete(s.posts).where(eq(s.posts.id, 1));
deepStrictEqual(await db.select().from(s.comments), []);
deepStrictEqual(await db.select().from(s.postTags), []);
await db.delete(s.users).where(eq(s.users.id, 1));
deepStrictEqual(await db.select().from(s.profiles), []);
deepStrictEqual(await db.select().from(s.userFollowings), []);
await close();
console.log("all of it");
