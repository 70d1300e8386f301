-- made by Tenon from model.tenon.yaml: change that, not this file

PRAGMA defer_foreign_keys = ON;
--> statement-breakpoint
CREATE TABLE users (
    -- Somebody who writes; */ ends nothing.

    id INTEGER NOT NULL,
    favourite_id INTEGER,
    email TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'invited',
    digits TEXT,
    rating INTEGER NOT NULL DEFAULT 3,
    place BLOB NOT NULL,
    "index" INTEGER NOT NULL,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    CONSTRAINT users_pkey PRIMARY KEY (id),
    CONSTRAINT users_email_key UNIQUE (email),
    CONSTRAINT users_id_type CHECK (typeof(id) = 'integer'),
    CONSTRAINT users_favourite_id_type CHECK (typeof(favourite_id) IN ('integer', 'null')),
    CONSTRAINT users_email_type CHECK (typeof(email) = 'text' AND length(email) <= 100),
    CONSTRAINT users_state_choice CHECK (state IN ('invited', 'active')),
    CONSTRAINT users_digits_type CHECK (digits IS NULL OR CASE WHEN json_valid(digits) THEN json_type(digits) = 'array' ELSE 0 END),
    CONSTRAINT users_rating_range CHECK (rating BETWEEN 0 AND 18446744073709551615),
    CONSTRAINT users_rating_type CHECK (typeof(rating) = 'integer'),
    CONSTRAINT users_index_type CHECK (typeof("index") = 'integer' AND "index" BETWEEN -2147483648 AND 2147483647),
    CONSTRAINT users_created_at_type CHECK (created_at IS strftime('%Y-%m-%d %H:%M:%f', created_at, '+0 days')),
    CONSTRAINT users_updated_at_type CHECK (updated_at IS strftime('%Y-%m-%d %H:%M:%f', updated_at, '+0 days')),
    CONSTRAINT users_favourite_id_fkey FOREIGN KEY (favourite_id) REFERENCES posts (id) ON DELETE SET NULL
);
--> statement-breakpoint
CREATE TRIGGER users_digits_elements_insert
    AFTER INSERT ON users FOR EACH ROW
    WHEN EXISTS (
        SELECT 1 FROM json_each(NEW.digits)
        WHERE value IS NOT NULL AND NOT (typeof(value) = 'integer' AND value BETWEEN -2147483648 AND 2147483647)
    )
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: users_digits_elements');
END;
--> statement-breakpoint
CREATE TRIGGER users_digits_elements_update
    AFTER UPDATE ON users FOR EACH ROW
    WHEN EXISTS (
        SELECT 1 FROM json_each(NEW.digits)
        WHERE value IS NOT NULL AND NOT (typeof(value) = 'integer' AND value BETWEEN -2147483648 AND 2147483647)
    )
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: users_digits_elements');
END;
--> statement-breakpoint
CREATE TABLE posts (
    id INTEGER NOT NULL,
    author_id INTEGER NOT NULL,
    title TEXT NOT NULL,
    slug TEXT NOT NULL GENERATED ALWAYS AS (lower(title)) STORED,
    sent_at TEXT,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    deleted_at TEXT,
    CONSTRAINT posts_pkey PRIMARY KEY (id),
    CONSTRAINT posts_title_check CHECK (length(title) > 0),
    CONSTRAINT posts_id_type CHECK (typeof(id) = 'integer'),
    CONSTRAINT posts_author_id_type CHECK (typeof(author_id) = 'integer'),
    CONSTRAINT posts_title_type CHECK (typeof(title) = 'text' AND length(title) <= 200),
    CONSTRAINT posts_slug_type CHECK (typeof(slug) = 'text' AND length(slug) <= 200),
    CONSTRAINT posts_sent_at_type CHECK (sent_at IS strftime('%Y-%m-%d %H:%M:%S.000', sent_at, '+0 days')),
    CONSTRAINT posts_created_at_type CHECK (created_at IS strftime('%Y-%m-%d %H:%M:%f', created_at, '+0 days')),
    CONSTRAINT posts_updated_at_type CHECK (updated_at IS strftime('%Y-%m-%d %H:%M:%f', updated_at, '+0 days')),
    CONSTRAINT posts_deleted_at_type CHECK (deleted_at IS strftime('%Y-%m-%d %H:%M:%f', deleted_at, '+0 days')),
    CONSTRAINT posts_author_id_fkey FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE CASCADE ON UPDATE CASCADE
);
--> statement-breakpoint
CREATE TABLE user_followings (
    user_id INTEGER NOT NULL,
    following_id INTEGER NOT NULL,
    CONSTRAINT user_followings_pkey PRIMARY KEY (user_id, following_id),
    CONSTRAINT user_followings_following_check CHECK (user_id <> following_id),
    CONSTRAINT user_followings_user_id_type CHECK (typeof(user_id) = 'integer'),
    CONSTRAINT user_followings_following_id_type CHECK (typeof(following_id) = 'integer'),
    CONSTRAINT user_followings_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT user_followings_following_id_fkey FOREIGN KEY (following_id) REFERENCES users (id) ON DELETE CASCADE
);
--> statement-breakpoint
CREATE UNIQUE INDEX posts_one_title_key ON posts (author_id, title) WHERE deleted_at IS NULL;
--> statement-breakpoint
CREATE INDEX idx_users_favourite_id ON users (favourite_id);
--> statement-breakpoint
CREATE INDEX idx_posts_newest ON posts (sent_at DESC, title);
--> statement-breakpoint
CREATE INDEX idx_posts_found ON posts (lower(title));
--> statement-breakpoint
CREATE INDEX idx_posts_author_id ON posts (author_id);
--> statement-breakpoint
CREATE INDEX idx_user_followings_following_id ON user_followings (following_id);
--> statement-breakpoint
CREATE TRIGGER users_set_updated_at
    AFTER UPDATE ON users FOR EACH ROW
    WHEN NEW.updated_at IS NOT strftime('%Y-%m-%d %H:%M:%f', 'now')
BEGIN
    UPDATE users SET updated_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE rowid = NEW.rowid;
END;
--> statement-breakpoint
CREATE TRIGGER posts_set_updated_at
    AFTER UPDATE ON posts FOR EACH ROW
    WHEN NEW.updated_at IS NOT strftime('%Y-%m-%d %H:%M:%f', 'now')
BEGIN
    UPDATE posts SET updated_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE rowid = NEW.rowid;
END;
--> statement-breakpoint
CREATE VIEW titles AS
SELECT title FROM posts;
