-- made by Tenon from model.tenon.yaml: change that, not this file

SET @tenon_sql_mode = @@sql_mode;
--> statement-breakpoint
SET sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_BACKSLASH_ESCAPES';
--> statement-breakpoint
CREATE TABLE users (
    id bigint NOT NULL AUTO_INCREMENT,
    favourite_id bigint,
    email varchar(100) NOT NULL,
    state enum('invited', 'active') NOT NULL DEFAULT 'invited',
    digits json,
    rating bigint unsigned NOT NULL DEFAULT 3,
    place point NOT NULL,
    `index` int NOT NULL,
    created_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    updated_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    CONSTRAINT users_pkey PRIMARY KEY (id),
    CONSTRAINT users_email_key UNIQUE (email),
    CONSTRAINT users_state_type CHECK (state + 0 > 0),
    CONSTRAINT users_digits_type CHECK (json_schema_valid('{"type": "array", "items": {"type": ["integer", "null"], "minimum": -2147483648, "maximum": 2147483647}}', digits))
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_0900_bin
COMMENT = 'Somebody who writes; */ ends nothing.';
--> statement-breakpoint
CREATE TABLE posts (
    id bigint NOT NULL AUTO_INCREMENT,
    author_id bigint NOT NULL,
    title varchar(200) NOT NULL,
    slug varchar(200) GENERATED ALWAYS AS (lower(title)) STORED NOT NULL,
    sent_at datetime(0),
    created_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    updated_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    deleted_at datetime(6),
    CONSTRAINT posts_pkey PRIMARY KEY (id),
    CONSTRAINT posts_title_check CHECK (char_length(title) > 0),
    CONSTRAINT posts_author_id_fkey FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_0900_bin;
--> statement-breakpoint
CREATE TABLE user_followings (
    user_id bigint NOT NULL,
    following_id bigint NOT NULL,
    CONSTRAINT user_followings_pkey PRIMARY KEY (user_id, following_id),
    CONSTRAINT user_followings_following_check CHECK (user_id <> following_id),
    CONSTRAINT user_followings_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT user_followings_following_id_fkey FOREIGN KEY (following_id) REFERENCES users (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_0900_bin;
--> statement-breakpoint
ALTER TABLE users
    ADD CONSTRAINT users_favourite_id_fkey FOREIGN KEY (favourite_id) REFERENCES posts (id) ON DELETE SET NULL;
--> statement-breakpoint
CREATE UNIQUE INDEX posts_one_title_key ON posts ((CASE WHEN deleted_at IS NULL THEN 1 END), author_id, title);
--> statement-breakpoint
CREATE INDEX idx_users_favourite_id ON users (favourite_id);
--> statement-breakpoint
CREATE INDEX idx_posts_newest ON posts (sent_at DESC, title);
--> statement-breakpoint
CREATE INDEX idx_posts_found ON posts ((lower(title)));
--> statement-breakpoint
CREATE INDEX idx_posts_author_id ON posts (author_id);
--> statement-breakpoint
CREATE INDEX idx_user_followings_following_id ON user_followings (following_id);
--> statement-breakpoint
CREATE TRIGGER users_set_updated_at BEFORE UPDATE ON users
    FOR EACH ROW
    SET NEW.updated_at = utc_timestamp(6);
--> statement-breakpoint
CREATE TRIGGER posts_set_updated_at BEFORE UPDATE ON posts
    FOR EACH ROW
    SET NEW.updated_at = utc_timestamp(6);
--> statement-breakpoint
CREATE VIEW titles AS
SELECT title FROM posts;
--> statement-breakpoint
SET sql_mode = @tenon_sql_mode;
