// made by Tenon from model.tenon.yaml: change that, not this file

import { relations, sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  customType,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgEnum,
  pgPolicy,
  pgRole,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  varchar,
} from "drizzle-orm/pg-core";

const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });

export const appUserRole = pgRole("app_user");

export const reportingRole = pgRole("reporting");

export const providerEnum = pgEnum("provider", [
  "google",
  "github",
  "mastodon",
]);

export const stateEnum = pgEnum("state", ["draft", "published", "archived"]);

/** A person who can sign in. */
export const users = pgTable(
  "users",
  {
    id: bigint("id", { mode: "number" })
      .primaryKey()
      .generatedByDefaultAsIdentity(),
    email: varchar("email", { length: 255 }).notNull(),
    handle: varchar("handle", { length: 30 }).notNull(),
    passwordHash: varchar("password_hash", { length: 255 }),
    isActive: boolean("is_active").notNull().default(true),
    createdAt: timestamp("created_at", { withTimezone: true })
      .notNull()
      .defaultNow(),
    updatedAt: timestamp("updated_at", { withTimezone: true })
      .notNull()
      .defaultNow(),
  },
  (table) => [
    unique("users_email_key").on(table.email),
    unique("users_handle_key").on(table.handle),
    check("users_email_type_check", sql`email ~ '^[^@\\s]+@[^@\\s]+$'`),
    check("users_handle_type_check", sql`handle ~ '^[a-z][a-z0-9_]{2,29}$'`),
  ],
);

export type User = typeof users.$inferSelect;
export type NewUser = typeof users.$inferInsert;

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

export const userAudits = pgTable(
  "user_audits",
  {
    /** The order of the changes. */
    id: bigint("id", { mode: "number" })
      .primaryKey()
      .generatedByDefaultAsIdentity(),
    /** insert, update or delete. */
    action: varchar("action", { length: 6 }).notNull(),
    /** When the change was made. */
    changedAt: timestamp("changed_at", { withTimezone: true })
      .notNull()
      .defaultNow(),
    /** Who made the change, as the session says. */
    changedBy: text("changed_by"),
    /** The primary key of the row. */
    rowKey: jsonb("row_key"),
    /** The row before an update or a delete. */
    oldRow: jsonb("old_row"),
    /** The row behind an insert or an update. */
    newRow: jsonb("new_row"),
  },
  () => [
    check(
      "user_audits_action_check",
      sql`action IN ('insert', 'update', 'delete')`,
    ),
  ],
);

export type UserAudit = typeof userAudits.$inferSelect;
export type NewUserAudit = typeof userAudits.$inferInsert;

/** What a user tells of themselves; at most one for each. */
export const profiles = pgTable(
  "profiles",
  {
    userId: bigint("user_id", { mode: "number" }).primaryKey(),
    displayName: varchar("display_name", { length: 80 }).notNull(),
    bio: varchar("bio", { length: 500 }),
    website: varchar("website", { length: 500 }),
    bornOn: date("born_on"),
    createdAt: timestamp("created_at", { withTimezone: true })
      .notNull()
      .defaultNow(),
    updatedAt: timestamp("updated_at", { withTimezone: true })
      .notNull()
      .defaultNow(),
  },
  (table) => [
    check("profiles_website_type_check", sql`website ~ '^https?://'`),
    check("profiles_born_on_check", sql`born_on >= date '1900-01-01'`),
    foreignKey({
      name: "profiles_user_id_fkey",
      columns: [table.userId],
      foreignColumns: [users.id],
    }).onDelete("cascade"),
  ],
);

export type Profile = typeof profiles.$inferSelect;
export type NewProfile = typeof profiles.$inferInsert;

/** One setting of a user; keys come and go with features, so they are rows. */
export const preferences = pgTable(
  "preferences",
  {
    userId: bigint("user_id", { mode: "number" }).notNull(),
    name: varchar("name", { length: 60 }).notNull(),
    value: jsonb("value").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true })
      .notNull()
      .defaultNow(),
    updatedAt: timestamp("updated_at", { withTimezone: true })
      .notNull()
      .defaultNow(),
  },
  (table) => [
    primaryKey({
      name: "preferences_pkey",
      columns: [table.userId, table.name],
    }),
    foreignKey({
      name: "preferences_user_id_fkey",
      columns: [table.userId],
      foreignColumns: [users.id],
    }).onDelete("cascade"),
  ],
);

export type Preference = typeof preferences.$inferSelect;
export type NewPreference = typeof preferences.$inferInsert;

/** An account elsewhere, by which a user may sign in. */
export const socialAccounts = pgTable(
  "social_accounts",
  {
    id: bigint("id", { mode: "number" })
      .primaryKey()
      .generatedByDefaultAsIdentity(),
    userId: bigint("user_id", { mode: "number" }).notNull(),
    provider: providerEnum("provider").notNull(),
    subject: varchar("subject", { length: 255 }).notNull(),
    token: bytea("token"),
    createdAt: timestamp("created_at", { withTimezone: true })
      .notNull()
      .defaultNow(),
    updatedAt: timestamp("updated_at", { withTimezone: true })
      .notNull()
      .defaultNow(),
  },
  (table) => [
    unique("social_accounts_one_subject_key").on(table.provider, table.subject),
    foreignKey({
      name: "social_accounts_user_id_fkey",
      columns: [table.userId],
      foreignColumns: [users.id],
    }).onDelete("cascade"),
    index("idx_social_accounts_user_id").on(table.userId),
  ],
);

export type SocialAccount = typeof socialAccounts.$inferSelect;
export type NewSocialAccount = typeof socialAccounts.$inferInsert;

/** An article. */
export const posts = pgTable(
  "posts",
  {
    id: bigint("id", { mode: "number" })
      .primaryKey()
      .generatedByDefaultAsIdentity(),
    authorId: bigint("author_id", { mode: "number" }).notNull(),
    slug: varchar("slug", { length: 120 }).notNull(),
    title: varchar("title", { length: 200 }).notNull(),
    body: text("body").notNull(),
    state: stateEnum("state").notNull().default("draft"),
    publishedAt: timestamp("published_at", { withTimezone: true }),
    wordCount: integer("word_count").notNull().default(0),
    createdAt: timestamp("created_at", { withTimezone: true })
      .notNull()
      .defaultNow(),
    updatedAt: timestamp("updated_at", { withTimezone: true })
      .notNull()
      .defaultNow(),
    deletedAt: timestamp("deleted_at", { withTimezone: true }),
  },
  (table) => [
    check("posts_slug_type_check", sql`slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'`),
    check("posts_title_check", sql`length(trim(title)) > 0`),
    check("posts_word_count_check", sql`word_count >= 0`),
    check(
      "posts_published_has_date_check",
      sql`state <> 'published' OR published_at IS NOT NULL`,
    ),
    foreignKey({
      name: "posts_author_id_fkey",
      columns: [table.authorId],
      foreignColumns: [users.id],
    }).onDelete("restrict"),
    uniqueIndex("posts_slug_of_author_key")
      .on(table.authorId, table.slug)
      .where(sql`deleted_at IS NULL`),
    index("idx_posts_front_page")
      .on(table.publishedAt.desc().nullsFirst(), table.title)
      .where(sql`state = 'published'`),
    index("idx_posts_words").using("gin", sql`to_tsvector('simple', title)`),
    index("idx_posts_author_id").on(table.authorId),
    index("idx_posts_author_id_published_at_desc_where_deleted_at_is_null")
      .on(table.authorId, table.publishedAt.desc().nullsFirst())
      .where(sql`deleted_at IS NULL`),
    pgPolicy("read", {
      for: "select",
      to: appUserRole,
      using: sql`state = 'published' OR author_id = nullif(current_setting('app.current_user_id', true), '')::bigint`,
    }),
    pgPolicy("own_insert", {
      for: "insert",
      to: appUserRole,
      withCheck: sql`author_id = nullif(current_setting('app.current_user_id', true), '')::bigint`,
    }),
    pgPolicy("own_update", {
      for: "update",
      to: appUserRole,
      using: sql`author_id = nullif(current_setting('app.current_user_id', true), '')::bigint`,
      withCheck: sql`author_id = nullif(current_setting('app.current_user_id', true), '')::bigint`,
    }),
    pgPolicy("own_delete", {
      for: "delete",
      to: appUserRole,
      using: sql`author_id = nullif(current_setting('app.current_user_id', true), '')::bigint`,
    }),
  ],
);

export type Post = typeof posts.$inferSelect;
export type NewPost = typeof posts.$inferInsert;

/** A word that posts are found by. */
export const tags = pgTable(
  "tags",
  {
    name: varchar("name", { length: 40 }).primaryKey(),
  },
  () => [check("tags_name_check", sql`name = lower(name)`)],
);

export type Tag = typeof tags.$inferSelect;
export type NewTag = typeof tags.$inferInsert;

export const postTags = pgTable(
  "post_tags",
  {
    postId: bigint("post_id", { mode: "number" }).notNull(),
    tagName: varchar("tag_name", { length: 40 }).notNull(),
  },
  (table) => [
    primaryKey({
      name: "post_tags_pkey",
      columns: [table.postId, table.tagName],
    }),
    foreignKey({
      name: "post_tags_post_id_fkey",
      columns: [table.postId],
      foreignColumns: [posts.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "post_tags_tag_name_fkey",
      columns: [table.tagName],
      foreignColumns: [tags.name],
    }).onDelete("cascade"),
    index("idx_post_tags_tag_name").on(table.tagName),
  ],
);

export type PostTag = typeof postTags.$inferSelect;
export type NewPostTag = typeof postTags.$inferInsert;

/** A picture, kept in an object store. */
export const photos = pgTable(
  "photos",
  {
    id: bigint("id", { mode: "number" })
      .primaryKey()
      .generatedByDefaultAsIdentity(),
    ownerId: bigint("owner_id", { mode: "number" }).notNull(),
    objectKey: varchar("object_key", { length: 200 }).notNull(),
    caption: varchar("caption", { length: 300 }),
    width: integer("width").notNull(),
    height: integer("height").notNull(),
    megapixels: numeric("megapixels", { precision: 6, scale: 2 })
      .notNull()
      .generatedAlwaysAs(
        sql`round((CAST(width * height AS numeric(14, 2)) + 0e-30) / 1000000, 2)`,
      ),
    createdAt: timestamp("created_at", { withTimezone: true })
      .notNull()
      .defaultNow(),
    updatedAt: timestamp("updated_at", { withTimezone: true })
      .notNull()
      .defaultNow(),
  },
  (table) => [
    unique("photos_object_key_key").on(table.objectKey),
    check("photos_width_check", sql`width > 0`),
    check("photos_height_check", sql`height > 0`),
    foreignKey({
      name: "photos_owner_id_fkey",
      columns: [table.ownerId],
      foreignColumns: [users.id],
    }).onDelete("restrict"),
    index("idx_photos_owner_id_created_at_desc").on(
      table.ownerId,
      table.createdAt.desc().nullsFirst(),
    ),
  ],
);

export type Photo = typeof photos.$inferSelect;
export type NewPhoto = typeof photos.$inferInsert;

/** What somebody wrote below a post or a photo. */
export const comments = pgTable(
  "comments",
  {
    id: bigint("id", { mode: "number" })
      .primaryKey()
      .generatedByDefaultAsIdentity(),
    authorId: bigint("author_id", { mode: "number" }).notNull(),
    parentId: bigint("parent_id", { mode: "number" }),
    subjectPostId: bigint("subject_post_id", { mode: "number" }),
    subjectPhotoId: bigint("subject_photo_id", { mode: "number" }),
    body: text("body").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true })
      .notNull()
      .defaultNow(),
    updatedAt: timestamp("updated_at", { withTimezone: true })
      .notNull()
      .defaultNow(),
  },
  (table) => [
    check("comments_body_check", sql`length(body) BETWEEN 1 AND 5000`),
    check(
      "comments_subject_check",
      sql`num_nonnulls(subject_post_id, subject_photo_id) = 1`,
    ),
    foreignKey({
      name: "comments_author_id_fkey",
      columns: [table.authorId],
      foreignColumns: [users.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "comments_parent_id_fkey",
      columns: [table.parentId],
      foreignColumns: [table.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "comments_subject_post_id_fkey",
      columns: [table.subjectPostId],
      foreignColumns: [posts.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "comments_subject_photo_id_fkey",
      columns: [table.subjectPhotoId],
      foreignColumns: [photos.id],
    }).onDelete("cascade"),
    index("idx_comments_subject_post_id_created_at").on(
      table.subjectPostId,
      table.createdAt,
    ),
    index("idx_comments_subject_photo_id_created_at").on(
      table.subjectPhotoId,
      table.createdAt,
    ),
    index("idx_comments_author_id").on(table.authorId),
    index("idx_comments_parent_id").on(table.parentId),
  ],
);

export type Comment = typeof comments.$inferSelect;
export type NewComment = typeof comments.$inferInsert;

export const usersRelations = relations(users, ({ one, many }) => ({
  following: many(userFollowings, { relationName: "user_followings_user" }),
  followers: many(userFollowings, {
    relationName: "user_followings_following",
  }),
  profile: one(profiles),
  preferences: many(preferences),
  socialAccounts: many(socialAccounts),
  posts: many(posts),
  photos: many(photos),
  comments: many(comments),
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

export const profilesRelations = relations(profiles, ({ one }) => ({
  user: one(users, {
    fields: [profiles.userId],
    references: [users.id],
  }),
}));

export const preferencesRelations = relations(preferences, ({ one }) => ({
  user: one(users, {
    fields: [preferences.userId],
    references: [users.id],
  }),
}));

export const socialAccountsRelations = relations(socialAccounts, ({ one }) => ({
  user: one(users, {
    fields: [socialAccounts.userId],
    references: [users.id],
  }),
}));

export const postsRelations = relations(posts, ({ one, many }) => ({
  author: one(users, {
    fields: [posts.authorId],
    references: [users.id],
  }),
  tags: many(postTags),
  comments: many(comments),
}));

export const tagsRelations = relations(tags, ({ many }) => ({
  posts: many(postTags),
}));

export const postTagsRelations = relations(postTags, ({ one }) => ({
  post: one(posts, {
    fields: [postTags.postId],
    references: [posts.id],
  }),
  tag: one(tags, {
    fields: [postTags.tagName],
    references: [tags.name],
  }),
}));

export const photosRelations = relations(photos, ({ one, many }) => ({
  owner: one(users, {
    fields: [photos.ownerId],
    references: [users.id],
  }),
  comments: many(comments),
}));

export const commentsRelations = relations(comments, ({ one, many }) => ({
  author: one(users, {
    fields: [comments.authorId],
    references: [users.id],
  }),
  parent: one(comments, {
    relationName: "comments_parent",
    fields: [comments.parentId],
    references: [comments.id],
  }),
  subjectPost: one(posts, {
    fields: [comments.subjectPostId],
    references: [posts.id],
  }),
  subjectPhoto: one(photos, {
    fields: [comments.subjectPhotoId],
    references: [photos.id],
  }),
  replies: many(comments, { relationName: "comments_parent" }),
}));
