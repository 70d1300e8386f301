-- Makes the schema of knex_ts for SQLite 3.40.
-- Made by Tenon from model.tenon.yaml: change that, not this file.

PRAGMA foreign_keys = ON;

BEGIN;
PRAGMA defer_foreign_keys = ON;

CREATE TABLE authors (
    -- Who writes.

    id INTEGER NOT NULL,
    -- As it is printed.
    name TEXT NOT NULL,
    -- Is it theirs? It's said so.
    motto TEXT,
    mood TEXT NOT NULL DEFAULT 'calm',
    -- It's where they stand.
    place INTEGER NOT NULL DEFAULT 3,
    share NUMERIC NOT NULL DEFAULT 1.50,
    is_active INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    CONSTRAINT authors_pkey PRIMARY KEY (id),
    CONSTRAINT authors_name_key UNIQUE (name),
    CONSTRAINT authors_id_type CHECK (typeof(id) = 'integer'),
    CONSTRAINT authors_name_type CHECK (typeof(name) = 'text' AND length(name) <= 40),
    CONSTRAINT authors_motto_type CHECK (typeof(motto) IN ('text', 'null')),
    CONSTRAINT authors_mood_choice CHECK (mood IN ('calm', 'angry')),
    CONSTRAINT authors_place_type CHECK (typeof(place) = 'integer' AND place BETWEEN -32768 AND 32767),
    CONSTRAINT authors_share_type CHECK (typeof(share) IN ('integer', 'real') AND share = round(share, 2) AND abs(share) < 1e3),
    CONSTRAINT authors_is_active_type CHECK (is_active IN (0, 1)),
    CONSTRAINT authors_created_at_type CHECK (created_at IS strftime('%Y-%m-%d %H:%M:%f', created_at, '+0 days')),
    CONSTRAINT authors_updated_at_type CHECK (updated_at IS strftime('%Y-%m-%d %H:%M:%f', updated_at, '+0 days'))
);

CREATE TABLE books (
    id INTEGER NOT NULL,
    author_id INTEGER NOT NULL,
    sequel_of_id INTEGER,
    site TEXT,
    title TEXT NOT NULL,
    pages INTEGER NOT NULL,
    -- In grams.
    weight REAL NOT NULL GENERATED ALWAYS AS (round(pages * 1.5, 1)) STORED,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    CONSTRAINT books_pkey PRIMARY KEY (id),
    CONSTRAINT books_site_check CHECK (site GLOB 'http://*' OR site GLOB 'https://*'),
    CONSTRAINT books_title_check CHECK (title <> 'why?'),
    CONSTRAINT books_pages_check CHECK (pages > 0),
    CONSTRAINT books_id_type CHECK (typeof(id) = 'integer'),
    CONSTRAINT books_author_id_type CHECK (typeof(author_id) = 'integer'),
    CONSTRAINT books_sequel_of_id_type CHECK (typeof(sequel_of_id) IN ('integer', 'null')),
    CONSTRAINT books_site_type CHECK (typeof(site) IN ('text', 'null') AND length(site) <= 80),
    CONSTRAINT books_title_type CHECK (typeof(title) = 'text' AND length(title) <= 80),
    CONSTRAINT books_pages_type CHECK (typeof(pages) = 'integer' AND pages BETWEEN -2147483648 AND 2147483647),
    CONSTRAINT books_weight_type CHECK (typeof(weight) = 'real'),
    CONSTRAINT books_created_at_type CHECK (created_at IS strftime('%Y-%m-%d %H:%M:%f', created_at, '+0 days')),
    CONSTRAINT books_updated_at_type CHECK (updated_at IS strftime('%Y-%m-%d %H:%M:%f', updated_at, '+0 days')),
    CONSTRAINT books_author_id_fkey FOREIGN KEY (author_id) REFERENCES authors (id) ON DELETE CASCADE,
    CONSTRAINT books_sequel_of_id_fkey FOREIGN KEY (sequel_of_id) REFERENCES books (id) ON DELETE SET NULL
);

CREATE TABLE verses (
    book_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    CONSTRAINT verses_pkey PRIMARY KEY (book_id, number),
    CONSTRAINT verses_book_id_type CHECK (typeof(book_id) = 'integer'),
    CONSTRAINT verses_number_type CHECK (typeof(number) = 'integer' AND number BETWEEN -2147483648 AND 2147483647),
    CONSTRAINT verses_book_id_fkey FOREIGN KEY (book_id) REFERENCES books (id) ON DELETE CASCADE
);

CREATE TABLE shelves (
    id INTEGER NOT NULL,
    "on.floor" INTEGER NOT NULL,
    CONSTRAINT shelves_pkey PRIMARY KEY (id),
    CONSTRAINT shelves_id_type CHECK (typeof(id) = 'integer'),
    CONSTRAINT "shelves_on.floor_type" CHECK (typeof("on.floor") = 'integer' AND "on.floor" BETWEEN -2147483648 AND 2147483647)
);

INSERT INTO authors (id, name) VALUES
    (1, 'O''Neill')
ON CONFLICT (id) DO NOTHING;
INSERT INTO authors (id, name, mood) VALUES
    (2, 'Ann', 'angry')
ON CONFLICT (id) DO NOTHING;

CREATE INDEX idx_books_newest ON books (author_id, title DESC);
CREATE INDEX idx_books_thick ON books (pages);
CREATE INDEX idx_books_of_mood ON books (title) WHERE pages > 100;
CREATE INDEX idx_books_sequel_of_id ON books (sequel_of_id);

CREATE TRIGGER authors_set_updated_at
    AFTER UPDATE ON authors FOR EACH ROW
    WHEN NEW.updated_at IS NOT strftime('%Y-%m-%d %H:%M:%f', 'now')
BEGIN
    UPDATE authors SET updated_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE rowid = NEW.rowid;
END;

CREATE TRIGGER books_set_updated_at
    AFTER UPDATE ON books FOR EACH ROW
    WHEN NEW.updated_at IS NOT strftime('%Y-%m-%d %H:%M:%f', 'now')
BEGIN
    UPDATE books SET updated_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE rowid = NEW.rowid;
END;

COMMIT;
