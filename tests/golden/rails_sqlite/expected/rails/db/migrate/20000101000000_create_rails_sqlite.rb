# frozen_string_literal: true

# Makes the schema of rails_sqlite: made by Tenon from model.tenon.yaml: change that, not this file.
class CreateRailsSqlite < ActiveRecord::Migration[7.0]
  def up
    execute "PRAGMA defer_foreign_keys = ON"
    execute <<~'SQL'
      CREATE TABLE authors (
          -- Who writes.

          id INTEGER NOT NULL,
          -- As it is printed.
          name TEXT NOT NULL,
          mood TEXT NOT NULL DEFAULT 'calm',
          born_on TEXT,
          joined_at TEXT NOT NULL,
          share NUMERIC NOT NULL DEFAULT 1.50,
          created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
          updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
          CONSTRAINT authors_pkey PRIMARY KEY (id),
          CONSTRAINT authors_name_key UNIQUE (name),
          CONSTRAINT authors_born_on_check CHECK (born_on >= '1800-01-01'),
          CONSTRAINT authors_share_check CHECK (share BETWEEN 0 AND 100),
          CONSTRAINT authors_id_type CHECK (typeof(id) = 'integer'),
          CONSTRAINT authors_name_type CHECK (typeof(name) = 'text' AND length(name) <= 40),
          CONSTRAINT authors_mood_choice CHECK (mood IN ('calm', 'angry')),
          CONSTRAINT authors_born_on_type CHECK (born_on IS strftime('%Y-%m-%d', born_on, '+0 days')),
          CONSTRAINT authors_joined_at_type CHECK (joined_at IS strftime('%Y-%m-%d %H:%M:%f', joined_at, '+0 days')),
          CONSTRAINT authors_share_type CHECK (typeof(share) IN ('integer', 'real') AND share = round(share, 2) AND abs(share) < 1e3),
          CONSTRAINT authors_created_at_type CHECK (created_at IS strftime('%Y-%m-%d %H:%M:%f', created_at, '+0 days')),
          CONSTRAINT authors_updated_at_type CHECK (updated_at IS strftime('%Y-%m-%d %H:%M:%f', updated_at, '+0 days'))
      )
    SQL
    execute <<~'SQL'
      CREATE TABLE books (
          author_id INTEGER NOT NULL,
          number INTEGER NOT NULL,
          title TEXT NOT NULL,
          pages INTEGER NOT NULL,
          weight REAL NOT NULL GENERATED ALWAYS AS (round(pages * 1.5, 1)) STORED,
          tags TEXT NOT NULL,
          code TEXT NOT NULL,
          created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
          updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
          deleted_at TEXT,
          CONSTRAINT books_pkey PRIMARY KEY (author_id, number),
          CONSTRAINT books_pages_check CHECK (pages > 0),
          CONSTRAINT books_author_id_type CHECK (typeof(author_id) = 'integer'),
          CONSTRAINT books_number_type CHECK (typeof(number) = 'integer' AND number BETWEEN -32768 AND 32767),
          CONSTRAINT books_title_type CHECK (typeof(title) = 'text' AND length(title) <= 80),
          CONSTRAINT books_pages_type CHECK (typeof(pages) = 'integer' AND pages BETWEEN -2147483648 AND 2147483647),
          CONSTRAINT books_weight_type CHECK (typeof(weight) = 'real'),
          CONSTRAINT books_tags_type CHECK (CASE WHEN json_valid(tags) THEN json_type(tags) = 'array' ELSE 0 END),
          CONSTRAINT books_code_type CHECK (typeof(code) = 'text' AND length(code) <= 4),
          CONSTRAINT books_created_at_type CHECK (created_at IS strftime('%Y-%m-%d %H:%M:%f', created_at, '+0 days')),
          CONSTRAINT books_updated_at_type CHECK (updated_at IS strftime('%Y-%m-%d %H:%M:%f', updated_at, '+0 days')),
          CONSTRAINT books_deleted_at_type CHECK (deleted_at IS strftime('%Y-%m-%d %H:%M:%f', deleted_at, '+0 days')),
          CONSTRAINT books_author_id_fkey FOREIGN KEY (author_id) REFERENCES authors (id) ON DELETE CASCADE ON UPDATE CASCADE
      )
    SQL
    execute <<~'SQL'
      CREATE TRIGGER books_tags_elements_insert
          AFTER INSERT ON books FOR EACH ROW
          WHEN EXISTS (
              SELECT 1 FROM json_each(NEW.tags)
              WHERE value IS NOT NULL AND NOT (typeof(value) = 'text' AND length(value) <= 20)
          )
      BEGIN
          SELECT RAISE(ABORT, 'CHECK constraint failed: books_tags_elements');
      END
    SQL
    execute <<~'SQL'
      CREATE TRIGGER books_tags_elements_update
          AFTER UPDATE ON books FOR EACH ROW
          WHEN EXISTS (
              SELECT 1 FROM json_each(NEW.tags)
              WHERE value IS NOT NULL AND NOT (typeof(value) = 'text' AND length(value) <= 20)
          )
      BEGIN
          SELECT RAISE(ABORT, 'CHECK constraint failed: books_tags_elements');
      END
    SQL
    execute <<~'SQL'
      CREATE TABLE chapters (
          id INTEGER NOT NULL,
          book_author_id INTEGER NOT NULL,
          book_number INTEGER NOT NULL,
          next_part_id INTEGER,
          title TEXT NOT NULL,
          created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
          updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
          CONSTRAINT chapters_pkey PRIMARY KEY (id),
          CONSTRAINT chapters_title_of_book_key UNIQUE (book_author_id, book_number, title),
          CONSTRAINT chapters_id_type CHECK (typeof(id) = 'integer'),
          CONSTRAINT chapters_book_author_id_type CHECK (typeof(book_author_id) = 'integer'),
          CONSTRAINT chapters_book_number_type CHECK (typeof(book_number) = 'integer' AND book_number BETWEEN -32768 AND 32767),
          CONSTRAINT chapters_next_part_id_type CHECK (typeof(next_part_id) IN ('integer', 'null')),
          CONSTRAINT chapters_title_type CHECK (typeof(title) = 'text' AND length(title) <= 80),
          CONSTRAINT chapters_created_at_type CHECK (created_at IS strftime('%Y-%m-%d %H:%M:%f', created_at, '+0 days')),
          CONSTRAINT chapters_updated_at_type CHECK (updated_at IS strftime('%Y-%m-%d %H:%M:%f', updated_at, '+0 days')),
          CONSTRAINT chapters_book_author_id_book_number_fkey FOREIGN KEY (book_author_id, book_number) REFERENCES books (author_id, number) ON DELETE CASCADE,
          CONSTRAINT chapters_next_part_id_fkey FOREIGN KEY (next_part_id) REFERENCES chapters (id) ON DELETE SET NULL
      )
    SQL
    execute <<~'SQL'
      CREATE UNIQUE INDEX books_title_of_author_key ON books (author_id, title) WHERE deleted_at IS NULL
    SQL
    execute "CREATE INDEX idx_books_newest ON books (author_id, title DESC)"
    execute "CREATE INDEX idx_chapters_next_part_id ON chapters (next_part_id)"
    execute <<~'SQL'
      CREATE TRIGGER authors_set_updated_at
          AFTER UPDATE ON authors FOR EACH ROW
          WHEN NEW.updated_at IS NOT strftime('%Y-%m-%d %H:%M:%f', 'now')
      BEGIN
          UPDATE authors SET updated_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
          WHERE rowid = NEW.rowid;
      END
    SQL
    execute <<~'SQL'
      CREATE TRIGGER books_set_updated_at
          AFTER UPDATE ON books FOR EACH ROW
          WHEN NEW.updated_at IS NOT strftime('%Y-%m-%d %H:%M:%f', 'now')
      BEGIN
          UPDATE books SET updated_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
          WHERE rowid = NEW.rowid;
      END
    SQL
    execute <<~'SQL'
      CREATE TRIGGER chapters_set_updated_at
          AFTER UPDATE ON chapters FOR EACH ROW
          WHEN NEW.updated_at IS NOT strftime('%Y-%m-%d %H:%M:%f', 'now')
      BEGIN
          UPDATE chapters SET updated_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
          WHERE rowid = NEW.rowid;
      END
    SQL
  end

  def down
    execute "PRAGMA defer_foreign_keys = ON"
    execute "DROP TABLE chapters"
    execute "DROP TABLE books"
    execute "DROP TABLE authors"
  end
end
