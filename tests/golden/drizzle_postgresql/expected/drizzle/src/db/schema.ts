// made by Tenon from model.tenon.yaml: change that, not this file

import { relations, sql } from "drizzle-orm";
import {
  type PgTableExtraConfigValue,
  bigint,
  check,
  customType,
  date,
  foreignKey,
  index,
  integer,
  numeric,
  pgEnum,
  pgPolicy,
  pgRole,
  pgSchema,
  pgTable,
  pgView,
  primaryKey,
  timestamp,
  unique,
  uniqueIndex,
  varchar,
} from "drizzle-orm/pg-core";

const point = customType<{ data: unknown }>({ dataType: () => "point" });

export const statsSchema = pgSchema("stats");

export const writerRole = pgRole("writer");

export const stateEnum = pgEnum("state", ["invited", "active"]);

/** Somebody who writes; * / ends nothing. */
export const users = pgTable(
  "users",
  {
    id: bigint("id", { mode: "number" })
      .primaryKey()
      .generatedByDefaultAsIdentity(),
    favouriteId: bigint("favourite_id", { mode: "number" }),
    email: varchar("email", { length: 100 }).notNull(),
    state: stateEnum("state").notNull().default("invited"),
    digits: integer("digits").array(),
    rating: numeric("rating", { precision: 20, scale: 0 })
      .notNull()
      .default("3"),
    place: point("place").notNull(),
    index: integer("index").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true })
      .notNull()
      .defaultNow(),
    updatedAt: timestamp("updated_at", { withTimezone: true })
      .notNull()
      .defaultNow(),
  },
  (table): PgTableExtraConfigValue[] => [
    unique("users_email_key").on(table.email),
    check("users_rating_range", sql`rating BETWEEN 0 AND 18446744073709551615`),
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

export const posts = pgTable(
  "posts",
  {
    id: bigint("id", { mode: "number" })
      .primaryKey()
      .generatedByDefaultAsIdentity(),
    authorId: bigint("author_id", { mode: "number" }).notNull(),
    title: varchar("title", { length: 200 }).notNull(),
    slug: varchar("slug", { length: 200 })
      .notNull()
      .generatedAlwaysAs(sql`lower(title)`),
    sentAt: timestamp("sent_at", { precision: 0, withTimezone: true }),
    createdAt: timestamp("created_at", { withTimezone: true })
      .notNull()
      .defaultNow(),
    updatedAt: timestamp("updated_at", { withTimezone: true })
      .notNull()
      .defaultNow(),
    deletedAt: timestamp("deleted_at", { withTimezone: true }),
  },
  (table) => [
    check("posts_title_check", sql`length(title) > 0`),
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
    index("idx_posts_newest").on(table.sentAt.desc().nullsFirst(), table.title),
    index("idx_posts_found").on(sql`lower(title)`),
    index("idx_posts_author_id").on(table.authorId),
    pgPolicy("own", {
      for: "update",
      to: writerRole,
      using: sql`author_id = nullif(current_setting('app.current_user_id', true), '')::bigint`,
    }),
  ],
);

export type Post = typeof posts.$inferSelect;
export type NewPost = typeof posts.$inferInsert;

export const userFollowings = pgTable(
  "user_followings",
  {
    userId: bigint("user_id", { mode: "number" }).notNull(),
    followingId: bigint("following_id", { mode: "number" }).notNull(),
  },
  (table) => [
    primaryKey({
      name: "user_followings_pkey",
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

const visits = statsSchema.table(
  "visits",
  {
    id: bigint("id", { mode: "number" }).generatedByDefaultAsIdentity(),
    day: date("day").notNull(),
  },
  (table) => [
    primaryKey({ name: "visits_pkey", columns: [table.id, table.day] }),
  ],
);

export type Visit = typeof visits.$inferSelect;
export type NewVisit = typeof visits.$inferInsert;

export const titles = pgView("titles", {}).as(sql`SELECT title FROM posts`);

/** Tables in partitions: drizzle-kit knows none, and must not see them. */
export const partitioned = { visits };

export const visitsIdSequence = statsSchema.sequence("visits_id_seq", {
  maxValue: "9223372036854775807",
});

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
