// made by Tenon from model.tenon.yaml: change that, not this file

import { relations, sql } from "drizzle-orm";
import {
  type SQLiteTableExtraConfigValue,
  check,
  customType,
  foreignKey,
  index,
  integer,
  primaryKey,
  sqliteTable,
  sqliteView,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";

const blob_ = customType<{ data: unknown }>({ dataType: () => "BLOB" });

/** Somebody who writes; * / ends nothing. */
export const users = sqliteTable(
  "users",
  {
    id: integer("id").primaryKey(),
    favouriteId: integer("favourite_id"),
    email: text("email").notNull(),
    state: text("state", { enum: ["invited", "active"] })
      .notNull()
      .default("invited"),
    digits: text("digits", { mode: "json" }).$type<number[]>(),
    rating: integer("rating").notNull().default(3),
    place: blob_("place").notNull(),
    index: integer("index").notNull(),
    createdAt: text("created_at")
      .notNull()
      .default(sql`(strftime('%Y-%m-%d %H:%M:%f', 'now'))`),
    updatedAt: text("updated_at")
      .notNull()
      .default(sql`(strftime('%Y-%m-%d %H:%M:%f', 'now'))`),
  },
  (table): SQLiteTableExtraConfigValue[] => [
    unique("users_email_key").on(table.email),
    check("users_id_type", sql`typeof(id) = 'integer'`),
    check(
      "users_favourite_id_type",
      sql`typeof(favourite_id) IN ('integer', 'null')`,
    ),
    check(
      "users_email_type",
      sql`typeof(email) = 'text' AND length(email) <= 100`,
    ),
    check("users_state_choice", sql`state IN ('invited', 'active')`),
    check(
      "users_digits_type",
      sql`digits IS NULL OR CASE WHEN json_valid(digits) THEN json_type(digits) = 'array' ELSE 0 END`,
    ),
    check("users_rating_range", sql`rating BETWEEN 0 AND 18446744073709551615`),
    check("users_rating_type", sql`typeof(rating) = 'integer'`),
    check(
      "users_index_type",
      sql`typeof("index") = 'integer' AND "index" BETWEEN -2147483648 AND 2147483647`,
    ),
    check(
      "users_created_at_type",
      sql`created_at IS strftime('%Y-%m-%d %H:%M:%f', created_at, '+0 days')`,
    ),
    check(
      "users_updated_at_type",
      sql`updated_at IS strftime('%Y-%m-%d %H:%M:%f', updated_at, '+0 days')`,
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

export const posts = sqliteTable(
  "posts",
  {
    id: integer("id").primaryKey(),
    authorId: integer("author_id").notNull(),
    title: text("title").notNull(),
    slug: text("slug")
      .notNull()
      .generatedAlwaysAs(sql`lower(title)`, { mode: "stored" }),
    sentAt: text("sent_at"),
    createdAt: text("created_at")
      .notNull()
      .default(sql`(strftime('%Y-%m-%d %H:%M:%f', 'now'))`),
    updatedAt: text("updated_at")
      .notNull()
      .default(sql`(strftime('%Y-%m-%d %H:%M:%f', 'now'))`),
    deletedAt: text("deleted_at"),
  },
  (table) => [
    check("posts_title_check", sql`length(title) > 0`),
    check("posts_id_type", sql`typeof(id) = 'integer'`),
    check("posts_author_id_type", sql`typeof(author_id) = 'integer'`),
    check(
      "posts_title_type",
      sql`typeof(title) = 'text' AND length(title) <= 200`,
    ),
    check(
      "posts_slug_type",
      sql`typeof(slug) = 'text' AND length(slug) <= 200`,
    ),
    check(
      "posts_sent_at_type",
      sql`sent_at IS strftime('%Y-%m-%d %H:%M:%S.000', sent_at, '+0 days')`,
    ),
    check(
      "posts_created_at_type",
      sql`created_at IS strftime('%Y-%m-%d %H:%M:%f', created_at, '+0 days')`,
    ),
    check(
      "posts_updated_at_type",
      sql`updated_at IS strftime('%Y-%m-%d %H:%M:%f', updated_at, '+0 days')`,
    ),
    check(
      "posts_deleted_at_type",
      sql`deleted_at IS strftime('%Y-%m-%d %H:%M:%f', deleted_at, '+0 days')`,
    ),
    foreignKey({
      name: "posts_author_id_fkey",
      columns: [table.authorId],
      foreignColumns: [users.id],
    })
      .onDelete("cascade")
      .onUpdate("cascade"),
    uniqueIndex("posts_one_title_key")
      .on(table.authorId, table.title)
      .where(sql`deleted_at IS NULL`),
    index("idx_posts_newest").on(sql`sent_at DESC`, table.title),
    index("idx_posts_found").on(sql`lower(title)`),
    index("idx_posts_author_id").on(table.authorId),
  ],
);

export type Post = typeof posts.$inferSelect;
export type NewPost = typeof posts.$inferInsert;

export const userFollowings = sqliteTable(
  "user_followings",
  {
    userId: integer("user_id").notNull(),
    followingId: integer("following_id").notNull(),
  },
  (table) => [
    primaryKey({
      name: "user_followings_pkey",
      columns: [table.userId, table.followingId],
    }),
    check("user_followings_following_check", sql`user_id <> following_id`),
    check("user_followings_user_id_type", sql`typeof(user_id) = 'integer'`),
    check(
      "user_followings_following_id_type",
      sql`typeof(following_id) = 'integer'`,
    ),
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

export const titles = sqliteView("titles", {}).as(sql`SELECT title FROM posts`);

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
