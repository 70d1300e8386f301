// made by Tenon from model.tenon.yaml: change that, not this file

import { relations, sql } from "drizzle-orm";
import {
  type MySqlTableExtraConfigValue,
  bigint,
  check,
  customType,
  datetime,
  foreignKey,
  index,
  int,
  json,
  mysqlEnum,
  mysqlTable,
  mysqlView,
  primaryKey,
  unique,
  uniqueIndex,
  varchar,
} from "drizzle-orm/mysql-core";

const point = customType<{ data: unknown }>({ dataType: () => "point" });

/** Somebody who writes; * / ends nothing. */
export const users = mysqlTable(
  "users",
  {
    id: bigint("id", { mode: "bigint" }).autoincrement().primaryKey(),
    favouriteId: bigint("favourite_id", { mode: "bigint" }),
    email: varchar("email", { length: 100 }).notNull(),
    state: mysqlEnum("state", ["invited", "active"])
      .notNull()
      .default("invited"),
    digits: json("digits").$type<number[]>(),
    rating: bigint("rating", { mode: "bigint", unsigned: true })
      .notNull()
      .default(sql`3`),
    place: point("place").notNull(),
    index: int("index").notNull(),
    createdAt: datetime("created_at", { fsp: 6 })
      .notNull()
      .default(sql`(utc_timestamp(6))`),
    updatedAt: datetime("updated_at", { fsp: 6 })
      .notNull()
      .default(sql`(utc_timestamp(6))`),
  },
  (table): MySqlTableExtraConfigValue[] => [
    unique("users_email_key").on(table.email),
    check("users_state_type", sql`state + 0 > 0`),
    check(
      "users_digits_type",
      sql`json_schema_valid('{"type": "array", "items": {"type": ["integer", "null"], "minimum": -2147483648, "maximum": 2147483647}}', digits)`,
    ),
    foreignKey({
      name: "users_favourite_id_fkey",
      columns: [table.favouriteId],
      foreignColumns: [posts.id],
    }).onDelete("set null"),
    index("idx_users_favourite_id").on(table.favouriteId),
  ],
);

export type User = typeof users.$inferSelect;
export type NewUser = typeof users.$inferInsert;

export const posts = mysqlTable(
  "posts",
  {
    id: bigint("id", { mode: "bigint" }).autoincrement().primaryKey(),
    authorId: bigint("author_id", { mode: "bigint" }).notNull(),
    title: varchar("title", { length: 200 }).notNull(),
    slug: varchar("slug", { length: 200 })
      .notNull()
      .generatedAlwaysAs(sql`lower(title)`, { mode: "stored" }),
    sentAt: datetime("sent_at"),
    createdAt: datetime("created_at", { fsp: 6 })
      .notNull()
      .default(sql`(utc_timestamp(6))`),
    updatedAt: datetime("updated_at", { fsp: 6 })
      .notNull()
      .default(sql`(utc_timestamp(6))`),
    deletedAt: datetime("deleted_at", { fsp: 6 }),
  },
  (table) => [
    check("posts_title_check", sql`char_length(title) > 0`),
    foreignKey({
      name: "posts_author_id_fkey",
      columns: [table.authorId],
      foreignColumns: [users.id],
    })
      .onDelete("cascade")
      .onUpdate("cascade"),
    uniqueIndex("posts_one_title_key").on(
      sql`(CASE WHEN deleted_at IS NULL THEN 1 END)`,
      table.authorId,
      table.title,
    ),
    index("idx_posts_newest").on(sql`sent_at DESC`, table.title),
    index("idx_posts_found").on(sql`(lower(title))`),
    index("idx_posts_author_id").on(table.authorId),
  ],
);

export type Post = typeof posts.$inferSelect;
export type NewPost = typeof posts.$inferInsert;

export const userFollowings = mysqlTable(
  "user_followings",
  {
    userId: bigint("user_id", { mode: "bigint" }).notNull(),
    followingId: bigint("following_id", { mode: "bigint" }).notNull(),
  },
  (table) => [
    primaryKey({
      name: "user_followings_user_id_following_id",
      columns: [table.userId, table.followingId],
    }),
    check("user_followings_following_check", sql`user_id <> following_id`),
    foreignKey({
      name: "user_followings_user_id_fkey",
      columns: [table.userId],
      foreignColumns: [users.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "user_followings_following_id_fkey",
      columns: [table.followingId],
      foreignColumns: [users.id],
    }).onDelete("cascade"),
    index("idx_user_followings_following_id").on(table.followingId),
  ],
);

export type UserFollowing = typeof userFollowings.$inferSelect;
export type NewUserFollowing = typeof userFollowings.$inferInsert;

export const titles = mysqlView("titles", {}).as(sql`SELECT title FROM posts`);

export const usersRelations = relations(users, ({ one, many }) => ({
  following: many(userFollowings, { relationName: "user_followings_user" }),
  favourite: one(posts, {
    relationName: "users_favourite",
    fields: [users.favouriteId],
    references: [posts.id],
  }),
  followers: many(userFollowings, {
    relationName: "user_followings_following",
  }),
  posts: many(posts, { relationName: "posts_author" }),
}));

export const postsRelations = relations(posts, ({ one, many }) => ({
  author: one(users, {
    relationName: "posts_author",
    fields: [posts.authorId],
    references: [users.id],
  }),
  fans: many(users, { relationName: "users_favourite" }),
}));

export const userFollowingsRelations = relations(userFollowings, ({ one }) => ({
  user: one(users, {
    relationName: "user_followings_user",
    fields: [userFollowings.userId],
    references: [users.id],
  }),
  following: one(users, {
    relationName: "user_followings_following",
    fields: [userFollowings.followingId],
    references: [users.id],
  }),
}));
