-- Makes the schema of blog for MySQL 8.4.
-- Made by Tenon from model.tenon.yaml: change that, not this file.

SET NAMES utf8mb4;
SET @tenon_sql_mode = @@sql_mode;
SET sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_BACKSLASH_ESCAPES';

CREATE ROLE IF NOT EXISTS app_user;

CREATE ROLE IF NOT EXISTS reporting;

CREATE TABLE users (
    id bigint NOT NULL AUTO_INCREMENT,
    email varchar(255) NOT NULL,
    handle varchar(30) NOT NULL,
    password_hash varchar(255),
    is_active boolean NOT NULL DEFAULT TRUE,
    created_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    updated_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    CONSTRAINT users_pkey PRIMARY KEY (id),
    CONSTRAINT users_email_key UNIQUE (email),
    CONSTRAINT users_handle_key UNIQUE (handle),
    CONSTRAINT users_email_type_check CHECK (regexp_like(email, '^[^@[:space:]]+@[^@[:space:]]+(?!.)', 'cn')),
    CONSTRAINT users_handle_type_check CHECK (regexp_like(handle, '^[a-z][a-z0-9_]{2,29}(?!.)', 'cn')),
    CONSTRAINT users_is_active_type CHECK (is_active IN (0, 1))
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_0900_bin
COMMENT = 'A person who can sign in.';

CREATE TABLE user_followings (
    user_id bigint NOT NULL,
    following_id bigint NOT NULL,
    CONSTRAINT user_followings_pkey PRIMARY KEY (user_id, following_id),
    CONSTRAINT user_followings_following_check CHECK (user_id <> following_id),
    CONSTRAINT user_followings_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT user_followings_following_id_fkey FOREIGN KEY (following_id) REFERENCES users (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_0900_bin;

CREATE TABLE user_audits (
    id bigint NOT NULL AUTO_INCREMENT COMMENT 'The order of the changes.',
    action varchar(6) NOT NULL COMMENT 'insert, update or delete.',
    changed_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)) COMMENT 'When the change was made.',
    changed_by longtext COMMENT 'Who made the change, as the session says.',
    row_key json COMMENT 'The primary key of the row.',
    old_row json COMMENT 'The row before an update or a delete.',
    new_row json COMMENT 'The row behind an insert or an update.',
    CONSTRAINT user_audits_pkey PRIMARY KEY (id),
    CONSTRAINT user_audits_action_check CHECK (action IN ('insert', 'update', 'delete'))
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_0900_bin;

CREATE TABLE profiles (
    user_id bigint NOT NULL,
    display_name varchar(80) NOT NULL,
    bio varchar(500),
    website varchar(500),
    born_on date,
    created_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    updated_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    CONSTRAINT profiles_pkey PRIMARY KEY (user_id),
    CONSTRAINT profiles_website_type_check CHECK (regexp_like(website, '^https?://', 'cn')),
    CONSTRAINT profiles_born_on_check CHECK (born_on >= DATE '1900-01-01'),
    CONSTRAINT profiles_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_0900_bin
COMMENT = 'What a user tells of themselves; at most one for each.';

CREATE TABLE preferences (
    user_id bigint NOT NULL,
    name varchar(60) NOT NULL,
    value json NOT NULL,
    created_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    updated_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    CONSTRAINT preferences_pkey PRIMARY KEY (user_id, name),
    CONSTRAINT preferences_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_0900_bin
COMMENT = 'One setting of a user; keys come and go with features, so they are rows.';

CREATE TABLE social_accounts (
    id bigint NOT NULL AUTO_INCREMENT,
    user_id bigint NOT NULL,
    provider enum('google', 'github', 'mastodon') NOT NULL,
    subject varchar(255) NOT NULL,
    token longblob,
    created_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    updated_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    CONSTRAINT social_accounts_pkey PRIMARY KEY (id),
    CONSTRAINT social_accounts_one_subject_key UNIQUE (provider, subject),
    CONSTRAINT social_accounts_provider_type CHECK (provider + 0 > 0),
    CONSTRAINT social_accounts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_0900_bin
COMMENT = 'An account elsewhere, by which a user may sign in.';

CREATE TABLE posts (
    id bigint NOT NULL AUTO_INCREMENT,
    author_id bigint NOT NULL,
    slug varchar(120) NOT NULL,
    title varchar(200) NOT NULL,
    body longtext NOT NULL,
    state enum('draft', 'published', 'archived') NOT NULL DEFAULT 'draft',
    published_at datetime(6),
    word_count int NOT NULL DEFAULT 0,
    created_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    updated_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    deleted_at datetime(6),
    CONSTRAINT posts_pkey PRIMARY KEY (id),
    CONSTRAINT posts_slug_type_check CHECK (regexp_like(slug, '^[a-z0-9]+(-[a-z0-9]+)*(?!.)', 'cn')),
    CONSTRAINT posts_title_check CHECK (char_length(trim(title)) > 0),
    CONSTRAINT posts_word_count_check CHECK (word_count >= 0),
    CONSTRAINT posts_published_has_date_check CHECK (state <> 'published' OR published_at IS NOT NULL),
    CONSTRAINT posts_state_type CHECK (state + 0 > 0),
    CONSTRAINT posts_author_id_fkey FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE RESTRICT
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_0900_bin
COMMENT = 'An article.';

CREATE TABLE tags (
    name varchar(40) NOT NULL,
    CONSTRAINT tags_pkey PRIMARY KEY (name),
    CONSTRAINT tags_name_check CHECK (name = lower(name))
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_0900_bin
COMMENT = 'A word that posts are found by.';

CREATE TABLE post_tags (
    post_id bigint NOT NULL,
    tag_name varchar(40) NOT NULL,
    CONSTRAINT post_tags_pkey PRIMARY KEY (post_id, tag_name),
    CONSTRAINT post_tags_post_id_fkey FOREIGN KEY (post_id) REFERENCES posts (id) ON DELETE CASCADE,
    CONSTRAINT post_tags_tag_name_fkey FOREIGN KEY (tag_name) REFERENCES tags (name) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_0900_bin;

CREATE TABLE photos (
    id bigint NOT NULL AUTO_INCREMENT,
    owner_id bigint NOT NULL,
    object_key varchar(200) NOT NULL,
    caption varchar(300),
    width int NOT NULL,
    height int NOT NULL,
    megapixels decimal(6, 2) GENERATED ALWAYS AS (round(CAST(CAST(width * height AS decimal(14, 2)) AS decimal(65, 26)) / 1000000, 2)) STORED NOT NULL,
    created_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    updated_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    CONSTRAINT photos_pkey PRIMARY KEY (id),
    CONSTRAINT photos_object_key_key UNIQUE (object_key),
    CONSTRAINT photos_width_check CHECK (width > 0),
    CONSTRAINT photos_height_check CHECK (height > 0),
    CONSTRAINT photos_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users (id) ON DELETE RESTRICT
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_0900_bin
COMMENT = 'A picture, kept in an object store.';

CREATE TABLE comments (
    id bigint NOT NULL AUTO_INCREMENT,
    author_id bigint NOT NULL,
    parent_id bigint,
    subject_post_id bigint,
    subject_photo_id bigint,
    body longtext NOT NULL,
    created_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    updated_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    CONSTRAINT comments_pkey PRIMARY KEY (id),
    CONSTRAINT comments_body_check CHECK (char_length(body) BETWEEN 1 AND 5000),
    CONSTRAINT comments_subject_check CHECK ((subject_post_id IS NOT NULL) + (subject_photo_id IS NOT NULL) = 1),
    CONSTRAINT comments_author_id_fkey FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT comments_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES comments (id) ON DELETE CASCADE,
    CONSTRAINT comments_subject_post_id_fkey FOREIGN KEY (subject_post_id) REFERENCES posts (id) ON DELETE CASCADE,
    CONSTRAINT comments_subject_photo_id_fkey FOREIGN KEY (subject_photo_id) REFERENCES photos (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_0900_bin
COMMENT = 'What somebody wrote below a post or a photo.';

CREATE UNIQUE INDEX posts_slug_of_author_key ON posts ((CASE WHEN deleted_at IS NULL THEN 1 END), author_id, slug);
CREATE INDEX idx_user_followings_following_id ON user_followings (following_id);
CREATE INDEX idx_social_accounts_user_id ON social_accounts (user_id);
CREATE INDEX posts_author_id_fkey ON posts (author_id);
CREATE INDEX idx_posts_front_page ON posts (published_at DESC, title);
CREATE FULLTEXT INDEX idx_posts_words ON posts (title);
CREATE INDEX idx_posts_state_published_at_desc ON posts (state, published_at DESC);
CREATE INDEX idx_posts_author_id_published_at_desc ON posts (author_id, published_at DESC);
CREATE INDEX idx_posts_author_id_slug ON posts (author_id, slug);
CREATE INDEX idx_post_tags_tag_name ON post_tags (tag_name);
CREATE INDEX idx_photos_owner_id_created_at_desc ON photos (owner_id, created_at DESC);
CREATE INDEX idx_comments_subject_post_id_created_at ON comments (subject_post_id, created_at);
CREATE INDEX idx_comments_subject_photo_id_created_at ON comments (subject_photo_id, created_at);
CREATE INDEX idx_comments_author_id ON comments (author_id);
CREATE INDEX idx_comments_parent_id ON comments (parent_id);

CREATE TRIGGER users_set_updated_at BEFORE UPDATE ON users
    FOR EACH ROW
    SET NEW.updated_at = utc_timestamp(6);

CREATE TRIGGER users_write_audit_insert AFTER INSERT ON users
    FOR EACH ROW
    INSERT INTO user_audits (action, changed_by, row_key, old_row, new_row) VALUES (
        'insert',
        coalesce(nullif(@app_current_user_id, ''), substring_index(user(), '@', 1)),
        json_object('id', NEW.id),
        NULL,
        json_object('id', NEW.id, 'email', NEW.email, 'handle', NEW.handle, 'is_active', NEW.is_active, 'created_at', NEW.created_at, 'updated_at', NEW.updated_at)
    );

CREATE TRIGGER users_write_audit_update AFTER UPDATE ON users
    FOR EACH ROW
    INSERT INTO user_audits (action, changed_by, row_key, old_row, new_row) VALUES (
        'update',
        coalesce(nullif(@app_current_user_id, ''), substring_index(user(), '@', 1)),
        json_object('id', NEW.id),
        json_object('id', OLD.id, 'email', OLD.email, 'handle', OLD.handle, 'is_active', OLD.is_active, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at),
        json_object('id', NEW.id, 'email', NEW.email, 'handle', NEW.handle, 'is_active', NEW.is_active, 'created_at', NEW.created_at, 'updated_at', NEW.updated_at)
    );

CREATE TRIGGER users_write_audit_delete AFTER DELETE ON users
    FOR EACH ROW
    INSERT INTO user_audits (action, changed_by, row_key, old_row, new_row) VALUES (
        'delete',
        coalesce(nullif(@app_current_user_id, ''), substring_index(user(), '@', 1)),
        json_object('id', OLD.id),
        json_object('id', OLD.id, 'email', OLD.email, 'handle', OLD.handle, 'is_active', OLD.is_active, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at),
        NULL
    );

CREATE TRIGGER profiles_set_updated_at BEFORE UPDATE ON profiles
    FOR EACH ROW
    SET NEW.updated_at = utc_timestamp(6);

CREATE TRIGGER preferences_set_updated_at BEFORE UPDATE ON preferences
    FOR EACH ROW
    SET NEW.updated_at = utc_timestamp(6);

CREATE TRIGGER social_accounts_set_updated_at BEFORE UPDATE ON social_accounts
    FOR EACH ROW
    SET NEW.updated_at = utc_timestamp(6);

DELIMITER //
CREATE TRIGGER social_accounts_guard_immutable BEFORE UPDATE ON social_accounts
    FOR EACH ROW
BEGIN
    IF NOT (OLD.subject <=> NEW.subject) THEN
        SIGNAL SQLSTATE '23000'
            SET MESSAGE_TEXT = 'a value that never changes was changed';
    END IF;
END//
DELIMITER ;

CREATE TRIGGER posts_set_updated_at BEFORE UPDATE ON posts
    FOR EACH ROW
    SET NEW.updated_at = utc_timestamp(6);

CREATE TRIGGER photos_set_updated_at BEFORE UPDATE ON photos
    FOR EACH ROW
    SET NEW.updated_at = utc_timestamp(6);

DELIMITER //
CREATE TRIGGER photos_guard_immutable BEFORE UPDATE ON photos
    FOR EACH ROW
BEGIN
    IF NOT (OLD.object_key <=> NEW.object_key) THEN
        SIGNAL SQLSTATE '23000'
            SET MESSAGE_TEXT = 'a value that never changes was changed';
    END IF;
END//
DELIMITER ;

CREATE TRIGGER comments_set_updated_at BEFORE UPDATE ON comments
    FOR EACH ROW
    SET NEW.updated_at = utc_timestamp(6);

GRANT SELECT, INSERT, UPDATE, DELETE ON users TO app_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON user_followings TO app_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON profiles TO app_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON preferences TO app_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON social_accounts TO app_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON posts TO app_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON post_tags TO app_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON photos TO app_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON tags TO app_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON comments TO app_user;
GRANT SELECT ON posts TO reporting;
GRANT SELECT ON post_tags TO reporting;
GRANT SELECT ON photos TO reporting;
GRANT SELECT ON tags TO reporting;
GRANT SELECT ON comments TO reporting;

SET sql_mode = @tenon_sql_mode;
