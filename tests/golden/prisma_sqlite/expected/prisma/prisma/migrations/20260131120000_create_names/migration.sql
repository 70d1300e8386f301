-- made by Tenon from model.tenon.yaml: change that, not this file

PRAGMA defer_foreign_keys = ON;

-- CreateTable
CREATE TABLE states (
    code TEXT NOT NULL,
    CONSTRAINT states_pkey PRIMARY KEY (code),
    CONSTRAINT states_code_type CHECK (typeof(code) = 'text' AND length(code) <= 10)
);

-- CreateTable
CREATE TABLE users (
    id INTEGER NOT NULL,
    state_code TEXT NOT NULL,
    handle TEXT NOT NULL,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    CONSTRAINT users_pkey PRIMARY KEY (id),
    CONSTRAINT users_handle_key UNIQUE (handle),
    CONSTRAINT users_id_type CHECK (typeof(id) = 'integer'),
    CONSTRAINT users_state_code_type CHECK (typeof(state_code) = 'text' AND length(state_code) <= 10),
    CONSTRAINT users_handle_type CHECK (typeof(handle) = 'text' AND length(handle) <= 30),
    CONSTRAINT users_created_at_type CHECK (created_at IS strftime('%Y-%m-%d %H:%M:%f', created_at, '+0 days')),
    CONSTRAINT users_updated_at_type CHECK (updated_at IS strftime('%Y-%m-%d %H:%M:%f', updated_at, '+0 days')),
    CONSTRAINT users_state_code_fkey FOREIGN KEY (state_code) REFERENCES states (code) ON DELETE RESTRICT
);

-- CreateTable
CREATE TABLE strings (
    -- A scalar of Prisma.

    id INTEGER NOT NULL,
    parent_id INTEGER,
    owner_id INTEGER NOT NULL,
    editor_id INTEGER,
    first_name TEXT NOT NULL,
    "firstName" TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open',
    is_open INTEGER NOT NULL DEFAULT 1,
    born_on TEXT,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    CONSTRAINT strings_pkey PRIMARY KEY (id),
    CONSTRAINT strings_one_name_key UNIQUE (first_name, "firstName"),
    CONSTRAINT strings_id_type CHECK (typeof(id) = 'integer'),
    CONSTRAINT strings_parent_id_type CHECK (typeof(parent_id) IN ('integer', 'null')),
    CONSTRAINT strings_owner_id_type CHECK (typeof(owner_id) = 'integer'),
    CONSTRAINT strings_editor_id_type CHECK (typeof(editor_id) IN ('integer', 'null')),
    CONSTRAINT strings_first_name_type CHECK (typeof(first_name) = 'text'),
    CONSTRAINT "strings_firstName_type" CHECK (typeof("firstName") = 'text'),
    CONSTRAINT strings_state_choice CHECK (state IN ('open', 'in progress', 'in_progress')),
    CONSTRAINT strings_is_open_type CHECK (is_open IN (0, 1)),
    CONSTRAINT strings_born_on_type CHECK (born_on IS strftime('%Y-%m-%d', born_on, '+0 days')),
    CONSTRAINT strings_created_at_type CHECK (created_at IS strftime('%Y-%m-%d %H:%M:%f', created_at, '+0 days')),
    CONSTRAINT strings_updated_at_type CHECK (updated_at IS strftime('%Y-%m-%d %H:%M:%f', updated_at, '+0 days')),
    CONSTRAINT strings_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES strings (id) ON DELETE SET NULL,
    CONSTRAINT strings_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users (id) ON DELETE RESTRICT,
    CONSTRAINT strings_editor_id_fkey FOREIGN KEY (editor_id) REFERENCES users (id) ON DELETE SET NULL
);

-- CreateIndex
CREATE INDEX idx_users_state_code ON users (state_code);

CREATE VIRTUAL TABLE idx_strings_words USING fts5 (
    first_name,
    content = 'strings',
    content_rowid = 'id'
);

CREATE TRIGGER idx_strings_words_insert
    AFTER INSERT ON strings FOR EACH ROW
BEGIN
    INSERT INTO idx_strings_words (rowid, first_name)
    VALUES (NEW.id, NEW.first_name);
END;

CREATE TRIGGER idx_strings_words_delete
    AFTER DELETE ON strings FOR EACH ROW
BEGIN
    INSERT INTO idx_strings_words (idx_strings_words, rowid, first_name)
    VALUES ('delete', OLD.id, OLD.first_name);
END;

CREATE TRIGGER idx_strings_words_update
    AFTER UPDATE ON strings FOR EACH ROW
    WHEN NEW.id IS NOT OLD.id OR NEW.first_name IS NOT OLD.first_name
BEGIN
    INSERT INTO idx_strings_words (idx_strings_words, rowid, first_name)
    VALUES ('delete', OLD.id, OLD.first_name);
    INSERT INTO idx_strings_words (rowid, first_name)
    VALUES (NEW.id, NEW.first_name);
END;

CREATE INDEX idx_strings_open ON strings (owner_id, born_on DESC) WHERE is_open;
CREATE INDEX idx_strings_parent_id ON strings (parent_id);
CREATE INDEX idx_strings_owner_id ON strings (owner_id);
CREATE INDEX idx_strings_editor_id ON strings (editor_id);

-- CreateTrigger
CREATE TRIGGER users_set_updated_at
    AFTER UPDATE ON users FOR EACH ROW
    WHEN NEW.updated_at IS NOT strftime('%Y-%m-%d %H:%M:%f', 'now')
BEGIN
    UPDATE users SET updated_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE rowid = NEW.rowid;
END;

CREATE TRIGGER strings_set_updated_at
    AFTER UPDATE ON strings FOR EACH ROW
    WHEN NEW.updated_at IS NOT strftime('%Y-%m-%d %H:%M:%f', 'now')
BEGIN
    UPDATE strings SET updated_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE rowid = NEW.rowid;
END;
