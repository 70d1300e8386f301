-- Makes the schema of blog for SQLite 3.40.
-- Made by Tenon from model.tenon.yaml: change that, not this file.

PRAGMA foreign_keys = ON;

BEGIN;
PRAGMA defer_foreign_keys = ON;

CREATE TABLE users (
    -- A person who can sign in.

    id INTEGER NOT NULL,
    email TEXT NOT NULL,
    handle TEXT NOT NULL,
    password_hash TEXT,
    is_active INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    CONSTRAINT users_pkey PRIMARY KEY (id AUTOINCREMENT),
    CONSTRAINT users_email_key UNIQUE (email),
    CONSTRAINT users_handle_key UNIQUE (handle),
    CONSTRAINT users_handle_type_check CHECK (handle GLOB '[a-z]*' AND length(handle) BETWEEN 3 AND 30 AND substr(handle, 2) NOT GLOB '*[^a-z0-9_]*'),
    CONSTRAINT users_id_type CHECK (typeof(id) = 'integer'),
    CONSTRAINT users_email_type CHECK (typeof(email) = 'text' AND length(email) <= 255),
    CONSTRAINT users_handle_type CHECK (typeof(handle) = 'text' AND length(handle) <= 30),
    CONSTRAINT users_password_hash_type CHECK (typeof(password_hash) IN ('text', 'null') AND length(password_hash) <= 255),
    CONSTRAINT users_is_active_type CHECK (is_active IN (0, 1)),
    CONSTRAINT users_created_at_type CHECK (created_at IS strftime('%Y-%m-%d %H:%M:%f', created_at, '+0 days')),
    CONSTRAINT users_updated_at_type CHECK (updated_at IS strftime('%Y-%m-%d %H:%M:%f', updated_at, '+0 days'))
);

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

CREATE TABLE user_audits (
    -- The order of the changes.
    id INTEGER NOT NULL,
    -- insert, update or delete.
    "action" TEXT NOT NULL,
    -- When the change was made.
    changed_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    -- Who made the change, as the session says.
    changed_by TEXT,
    -- The primary key of the row.
    row_key TEXT,
    -- The row before an update or a delete.
    old_row TEXT,
    -- The row behind an insert or an update.
    new_row TEXT,
    CONSTRAINT user_audits_pkey PRIMARY KEY (id),
    CONSTRAINT user_audits_action_check CHECK ("action" IN ('insert', 'update', 'delete')),
    CONSTRAINT user_audits_id_type CHECK (typeof(id) = 'integer'),
    CONSTRAINT user_audits_action_type CHECK (typeof("action") = 'text' AND length("action") <= 6),
    CONSTRAINT user_audits_changed_at_type CHECK (changed_at IS strftime('%Y-%m-%d %H:%M:%f', changed_at, '+0 days')),
    CONSTRAINT user_audits_changed_by_type CHECK (typeof(changed_by) IN ('text', 'null')),
    CONSTRAINT user_audits_row_key_type CHECK (row_key IS NULL OR json_valid(row_key)),
    CONSTRAINT user_audits_old_row_type CHECK (old_row IS NULL OR json_valid(old_row)),
    CONSTRAINT user_audits_new_row_type CHECK (new_row IS NULL OR json_valid(new_row))
);

CREATE TABLE profiles (
    -- What a user tells of themselves; at most one for each.

    user_id INT NOT NULL,
    display_name TEXT NOT NULL,
    bio TEXT,
    website TEXT,
    born_on TEXT,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    CONSTRAINT profiles_pkey PRIMARY KEY (user_id),
    CONSTRAINT profiles_website_type_check CHECK (website GLOB 'http://*' OR website GLOB 'https://*'),
    CONSTRAINT profiles_born_on_check CHECK (born_on >= '1900-01-01'),
    CONSTRAINT profiles_user_id_type CHECK (typeof(user_id) = 'integer'),
    CONSTRAINT profiles_display_name_type CHECK (typeof(display_name) = 'text' AND length(display_name) <= 80),
    CONSTRAINT profiles_bio_type CHECK (typeof(bio) IN ('text', 'null') AND length(bio) <= 500),
    CONSTRAINT profiles_website_type CHECK (typeof(website) IN ('text', 'null') AND length(website) <= 500),
    CONSTRAINT profiles_born_on_type CHECK (born_on IS strftime('%Y-%m-%d', born_on, '+0 days')),
    CONSTRAINT profiles_created_at_type CHECK (created_at IS strftime('%Y-%m-%d %H:%M:%f', created_at, '+0 days')),
    CONSTRAINT profiles_updated_at_type CHECK (updated_at IS strftime('%Y-%m-%d %H:%M:%f', updated_at, '+0 days')),
    CONSTRAINT profiles_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE preferences (
    -- One setting of a user; keys come and go with features, so they are rows.

    user_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    CONSTRAINT preferences_pkey PRIMARY KEY (user_id, name),
    CONSTRAINT preferences_user_id_type CHECK (typeof(user_id) = 'integer'),
    CONSTRAINT preferences_name_type CHECK (typeof(name) = 'text' AND length(name) <= 60),
    CONSTRAINT preferences_value_type CHECK (json_valid(value)),
    CONSTRAINT preferences_created_at_type CHECK (created_at IS strftime('%Y-%m-%d %H:%M:%f', created_at, '+0 days')),
    CONSTRAINT preferences_updated_at_type CHECK (updated_at IS strftime('%Y-%m-%d %H:%M:%f', updated_at, '+0 days')),
    CONSTRAINT preferences_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE social_accounts (
    -- An account elsewhere, by which a user may sign in.

    id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    provider TEXT NOT NULL,
    subject TEXT NOT NULL,
    token BLOB,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    CONSTRAINT social_accounts_pkey PRIMARY KEY (id),
    CONSTRAINT social_accounts_one_subject_key UNIQUE (provider, subject),
    CONSTRAINT social_accounts_id_type CHECK (typeof(id) = 'integer'),
    CONSTRAINT social_accounts_user_id_type CHECK (typeof(user_id) = 'integer'),
    CONSTRAINT social_accounts_provider_choice CHECK (provider IN ('google', 'github', 'mastodon')),
    CONSTRAINT social_accounts_subject_type CHECK (typeof(subject) = 'text' AND length(subject) <= 255),
    CONSTRAINT social_accounts_token_type CHECK (typeof(token) IN ('blob', 'null')),
    CONSTRAINT social_accounts_created_at_type CHECK (created_at IS strftime('%Y-%m-%d %H:%M:%f', created_at, '+0 days')),
    CONSTRAINT social_accounts_updated_at_type CHECK (updated_at IS strftime('%Y-%m-%d %H:%M:%f', updated_at, '+0 days')),
    CONSTRAINT social_accounts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE posts (
    -- An article.

    id INTEGER NOT NULL,
    author_id INTEGER NOT NULL,
    slug TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'draft',
    published_at TEXT,
    word_count INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    deleted_at TEXT,
    CONSTRAINT posts_pkey PRIMARY KEY (id),
    CONSTRAINT posts_title_check CHECK (length(trim(title)) > 0),
    CONSTRAINT posts_word_count_check CHECK (word_count >= 0),
    CONSTRAINT posts_published_has_date_check CHECK (state <> 'published' OR published_at IS NOT NULL),
    CONSTRAINT posts_id_type CHECK (typeof(id) = 'integer'),
    CONSTRAINT posts_author_id_type CHECK (typeof(author_id) = 'integer'),
    CONSTRAINT posts_slug_type CHECK (typeof(slug) = 'text' AND length(slug) <= 120),
    CONSTRAINT posts_title_type CHECK (typeof(title) = 'text' AND length(title) <= 200),
    CONSTRAINT posts_body_type CHECK (typeof(body) = 'text'),
    CONSTRAINT posts_state_choice CHECK (state IN ('draft', 'published', 'archived')),
    CONSTRAINT posts_published_at_type CHECK (published_at IS strftime('%Y-%m-%d %H:%M:%f', published_at, '+0 days')),
    CONSTRAINT posts_word_count_type CHECK (typeof(word_count) = 'integer' AND word_count BETWEEN -2147483648 AND 2147483647),
    CONSTRAINT posts_created_at_type CHECK (created_at IS strftime('%Y-%m-%d %H:%M:%f', created_at, '+0 days')),
    CONSTRAINT posts_updated_at_type CHECK (updated_at IS strftime('%Y-%m-%d %H:%M:%f', updated_at, '+0 days')),
    CONSTRAINT posts_deleted_at_type CHECK (deleted_at IS strftime('%Y-%m-%d %H:%M:%f', deleted_at, '+0 days')),
    CONSTRAINT posts_author_id_fkey FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE RESTRICT
);

CREATE TABLE tags (
    -- A word that posts are found by.

    name TEXT NOT NULL,
    CONSTRAINT tags_pkey PRIMARY KEY (name),
    CONSTRAINT tags_name_check CHECK (name = lower(name)),
    CONSTRAINT tags_name_type CHECK (typeof(name) = 'text' AND length(name) <= 40)
);

CREATE TABLE post_tags (
    post_id INTEGER NOT NULL,
    tag_name TEXT NOT NULL,
    CONSTRAINT post_tags_pkey PRIMARY KEY (post_id, tag_name),
    CONSTRAINT post_tags_post_id_type CHECK (typeof(post_id) = 'integer'),
    CONSTRAINT post_tags_tag_name_type CHECK (typeof(tag_name) = 'text' AND length(tag_name) <= 40),
    CONSTRAINT post_tags_post_id_fkey FOREIGN KEY (post_id) REFERENCES posts (id) ON DELETE CASCADE,
    CONSTRAINT post_tags_tag_name_fkey FOREIGN KEY (tag_name) REFERENCES tags (name) ON DELETE CASCADE
);

CREATE TABLE photos (
    -- A picture, kept in an object store.

    id INTEGER NOT NULL,
    owner_id INTEGER NOT NULL,
    object_key TEXT NOT NULL,
    caption TEXT,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    megapixels NUMERIC NOT NULL GENERATED ALWAYS AS (round(CAST((width * height) AS REAL) / 1000000 * 1.0000000000000004, 2)) STORED,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    CONSTRAINT photos_pkey PRIMARY KEY (id),
    CONSTRAINT photos_object_key_key UNIQUE (object_key),
    CONSTRAINT photos_width_check CHECK (width > 0),
    CONSTRAINT photos_height_check CHECK (height > 0),
    CONSTRAINT photos_id_type CHECK (typeof(id) = 'integer'),
    CONSTRAINT photos_owner_id_type CHECK (typeof(owner_id) = 'integer'),
    CONSTRAINT photos_object_key_type CHECK (typeof(object_key) = 'text' AND length(object_key) <= 200),
    CONSTRAINT photos_caption_type CHECK (typeof(caption) IN ('text', 'null') AND length(caption) <= 300),
    CONSTRAINT photos_width_type CHECK (typeof(width) = 'integer' AND width BETWEEN -2147483648 AND 2147483647),
    CONSTRAINT photos_height_type CHECK (typeof(height) = 'integer' AND height BETWEEN -2147483648 AND 2147483647),
    CONSTRAINT photos_megapixels_type CHECK (typeof(megapixels) IN ('integer', 'real') AND megapixels = round(megapixels, 2) AND abs(megapixels) < 1e4),
    CONSTRAINT photos_created_at_type CHECK (created_at IS strftime('%Y-%m-%d %H:%M:%f', created_at, '+0 days')),
    CONSTRAINT photos_updated_at_type CHECK (updated_at IS strftime('%Y-%m-%d %H:%M:%f', updated_at, '+0 days')),
    CONSTRAINT photos_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users (id) ON DELETE RESTRICT
);

CREATE TABLE comments (
    -- What somebody wrote below a post or a photo.

    id INTEGER NOT NULL,
    author_id INTEGER NOT NULL,
    parent_id INTEGER,
    subject_post_id INTEGER,
    subject_photo_id INTEGER,
    body TEXT NOT NULL,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    CONSTRAINT comments_pkey PRIMARY KEY (id),
    CONSTRAINT comments_body_check CHECK (length(body) BETWEEN 1 AND 5000),
    CONSTRAINT comments_subject_check CHECK ((subject_post_id IS NOT NULL) + (subject_photo_id IS NOT NULL) = 1),
    CONSTRAINT comments_id_type CHECK (typeof(id) = 'integer'),
    CONSTRAINT comments_author_id_type CHECK (typeof(author_id) = 'integer'),
    CONSTRAINT comments_parent_id_type CHECK (typeof(parent_id) IN ('integer', 'null')),
    CONSTRAINT comments_subject_post_id_type CHECK (typeof(subject_post_id) IN ('integer', 'null')),
    CONSTRAINT comments_subject_photo_id_type CHECK (typeof(subject_photo_id) IN ('integer', 'null')),
    CONSTRAINT comments_body_type CHECK (typeof(body) = 'text'),
    CONSTRAINT comments_created_at_type CHECK (created_at IS strftime('%Y-%m-%d %H:%M:%f', created_at, '+0 days')),
    CONSTRAINT comments_updated_at_type CHECK (updated_at IS strftime('%Y-%m-%d %H:%M:%f', updated_at, '+0 days')),
    CONSTRAINT comments_author_id_fkey FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT comments_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES comments (id) ON DELETE CASCADE,
    CONSTRAINT comments_subject_post_id_fkey FOREIGN KEY (subject_post_id) REFERENCES posts (id) ON DELETE CASCADE,
    CONSTRAINT comments_subject_photo_id_fkey FOREIGN KEY (subject_photo_id) REFERENCES photos (id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX posts_slug_of_author_key ON posts (author_id, slug) WHERE deleted_at IS NULL;
CREATE INDEX idx_user_followings_following_id ON user_followings (following_id);
CREATE INDEX idx_social_accounts_user_id ON social_accounts (user_id);
CREATE INDEX idx_posts_front_page ON posts (published_at DESC, title) WHERE state = 'published';

CREATE VIRTUAL TABLE idx_posts_words USING fts5 (
    title,
    content = 'posts',
    content_rowid = 'id'
);

CREATE TRIGGER idx_posts_words_insert
    AFTER INSERT ON posts FOR EACH ROW
BEGIN
    INSERT INTO idx_posts_words (rowid, title)
    VALUES (NEW.id, NEW.title);
END;

CREATE TRIGGER idx_posts_words_delete
    AFTER DELETE ON posts FOR EACH ROW
BEGIN
    INSERT INTO idx_posts_words (idx_posts_words, rowid, title)
    VALUES ('delete', OLD.id, OLD.title);
END;

CREATE TRIGGER idx_posts_words_update
    AFTER UPDATE ON posts FOR EACH ROW
    WHEN NEW.id IS NOT OLD.id OR NEW.title IS NOT OLD.title
BEGIN
    INSERT INTO idx_posts_words (idx_posts_words, rowid, title)
    VALUES ('delete', OLD.id, OLD.title);
    INSERT INTO idx_posts_words (rowid, title)
    VALUES (NEW.id, NEW.title);
END;

CREATE INDEX idx_posts_author_id ON posts (author_id);
CREATE INDEX idx_posts_author_id_published_at_desc_where_deleted_at_is_null ON posts (author_id, published_at DESC) WHERE deleted_at IS NULL;
CREATE INDEX idx_post_tags_tag_name ON post_tags (tag_name);
CREATE INDEX idx_photos_owner_id_created_at_desc ON photos (owner_id, created_at DESC);
CREATE INDEX idx_comments_subject_post_id_created_at ON comments (subject_post_id, created_at);
CREATE INDEX idx_comments_subject_photo_id_created_at ON comments (subject_photo_id, created_at);
CREATE INDEX idx_comments_author_id ON comments (author_id);
CREATE INDEX idx_comments_parent_id ON comments (parent_id);

CREATE TRIGGER users_set_updated_at
    AFTER UPDATE ON users FOR EACH ROW
    WHEN NEW.updated_at IS NOT strftime('%Y-%m-%d %H:%M:%f', 'now')
BEGIN
    UPDATE users SET updated_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE rowid = NEW.rowid;
END;

CREATE TRIGGER users_write_audit_insert
    AFTER INSERT ON users FOR EACH ROW
BEGIN
    INSERT INTO user_audits (action, row_key, old_row, new_row) VALUES (
        'insert',
        json_object('id', NEW.id),
        NULL,
        json_object('id', NEW.id, 'email', NEW.email, 'handle', NEW.handle, 'is_active', json(CASE NEW.is_active WHEN 1 THEN 'true' WHEN 0 THEN 'false' END), 'created_at', NEW.created_at, 'updated_at', NEW.updated_at)
    );
END;

CREATE TRIGGER users_write_audit_update
    AFTER UPDATE ON users FOR EACH ROW
    WHEN NEW.updated_at IS NOT strftime('%Y-%m-%d %H:%M:%f', 'now')
        OR NEW.id IS NOT OLD.id
        OR NEW.email IS NOT OLD.email
        OR NEW.handle IS NOT OLD.handle
        OR NEW.password_hash IS NOT OLD.password_hash
        OR NEW.is_active IS NOT OLD.is_active
        OR NEW.created_at IS NOT OLD.created_at
BEGIN
    INSERT INTO user_audits (action, row_key, old_row, new_row) VALUES (
        'update',
        json_object('id', NEW.id),
        json_object('id', OLD.id, 'email', OLD.email, 'handle', OLD.handle, 'is_active', json(CASE OLD.is_active WHEN 1 THEN 'true' WHEN 0 THEN 'false' END), 'created_at', OLD.created_at, 'updated_at', OLD.updated_at),
        json_object('id', NEW.id, 'email', NEW.email, 'handle', NEW.handle, 'is_active', json(CASE NEW.is_active WHEN 1 THEN 'true' WHEN 0 THEN 'false' END), 'created_at', NEW.created_at, 'updated_at', strftime('%Y-%m-%d %H:%M:%f', 'now'))
    );
END;

CREATE TRIGGER users_write_audit_delete
    AFTER DELETE ON users FOR EACH ROW
BEGIN
    INSERT INTO user_audits (action, row_key, old_row, new_row) VALUES (
        'delete',
        json_object('id', OLD.id),
        json_object('id', OLD.id, 'email', OLD.email, 'handle', OLD.handle, 'is_active', json(CASE OLD.is_active WHEN 1 THEN 'true' WHEN 0 THEN 'false' END), 'created_at', OLD.created_at, 'updated_at', OLD.updated_at),
        NULL
    );
END;

CREATE TRIGGER profiles_set_updated_at
    AFTER UPDATE ON profiles FOR EACH ROW
    WHEN NEW.updated_at IS NOT strftime('%Y-%m-%d %H:%M:%f', 'now')
BEGIN
    UPDATE profiles SET updated_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE rowid = NEW.rowid;
END;

CREATE TRIGGER preferences_set_updated_at
    AFTER UPDATE ON preferences FOR EACH ROW
    WHEN NEW.updated_at IS NOT strftime('%Y-%m-%d %H:%M:%f', 'now')
BEGIN
    UPDATE preferences SET updated_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE rowid = NEW.rowid;
END;

CREATE TRIGGER social_accounts_set_updated_at
    AFTER UPDATE ON social_accounts FOR EACH ROW
    WHEN NEW.updated_at IS NOT strftime('%Y-%m-%d %H:%M:%f', 'now')
BEGIN
    UPDATE social_accounts SET updated_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE rowid = NEW.rowid;
END;

CREATE TRIGGER social_accounts_guard_immutable
    BEFORE UPDATE ON social_accounts FOR EACH ROW
    WHEN OLD.subject IS NOT NEW.subject
BEGIN
    SELECT RAISE(ABORT, 'the value of subject in social_accounts never changes');
END;

CREATE TRIGGER posts_set_updated_at
    AFTER UPDATE ON posts FOR EACH ROW
    WHEN NEW.updated_at IS NOT strftime('%Y-%m-%d %H:%M:%f', 'now')
BEGIN
    UPDATE posts SET updated_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE rowid = NEW.rowid;
END;

CREATE TRIGGER photos_set_updated_at
    AFTER UPDATE ON photos FOR EACH ROW
    WHEN NEW.updated_at IS NOT strftime('%Y-%m-%d %H:%M:%f', 'now')
BEGIN
    UPDATE photos SET updated_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE rowid = NEW.rowid;
END;

CREATE TRIGGER photos_guard_immutable
    BEFORE UPDATE ON photos FOR EACH ROW
    WHEN OLD.object_key IS NOT NEW.object_key
BEGIN
    SELECT RAISE(ABORT, 'the value of object_key in photos never changes');
END;

CREATE TRIGGER comments_set_updated_at
    AFTER UPDATE ON comments FOR EACH ROW
    WHEN NEW.updated_at IS NOT strftime('%Y-%m-%d %H:%M:%f', 'now')
BEGIN
    UPDATE comments SET updated_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE rowid = NEW.rowid;
END;

COMMIT;
