# frozen_string_literal: true

# Makes the schema of rails_mysql: made by Tenon from model.tenon.yaml: change that, not this file.
class CreateRailsMysql < ActiveRecord::Migration[7.1]
  def change
    reversible do |dir|
      dir.up do
        execute "SET @tenon_sql_mode = @@sql_mode"
        execute <<~'SQL'
          SET sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_BACKSLASH_ESCAPES'
        SQL
      end
      dir.down do
        execute "SET sql_mode = @tenon_sql_mode"
      end
    end

    create_table :authors, charset: "utf8mb4", collation: "utf8mb4_0900_bin", comment: "Who writes." do |t|
      t.string :name, limit: 40, null: false, comment: "As it is printed."
      t.column :mood, "enum('calm', 'angry')", null: false, default: "calm"
      t.date :born_on
      t.datetime :joined_at, precision: 3, null: false
      t.decimal :share, precision: 5, scale: 2, null: false, default: -> { "1.50" }
      t.datetime :created_at, precision: 6, null: false, default: -> { "(utc_timestamp(6))" }
      t.datetime :updated_at, precision: 6, null: false, default: -> { "(utc_timestamp(6))" }
      t.index :name, unique: true, name: "authors_name_key"
      t.check_constraint "born_on >= DATE '1800-01-01'", name: "authors_born_on_check"
      t.check_constraint "share BETWEEN 0 AND 100", name: "authors_share_check"
      t.check_constraint "mood + 0 > 0", name: "authors_mood_type"
    end

    create_table :books, primary_key: [:author_id, :number], charset: "utf8mb4", collation: "utf8mb4_0900_bin" do |t|
      t.references :author, null: false, index: false, foreign_key: { to_table: :authors, name: "books_author_id_fkey", on_delete: :cascade, on_update: :cascade }
      t.integer :number, limit: 2, null: false
      t.string :title, limit: 80, null: false
      t.integer :pages, null: false
      t.column :weight, "double GENERATED ALWAYS AS (pages * 1.5) STORED NOT NULL"
      t.json :tags, null: false
      t.string :code, limit: 4, null: false
      t.datetime :created_at, precision: 6, null: false, default: -> { "(utc_timestamp(6))" }
      t.datetime :updated_at, precision: 6, null: false, default: -> { "(utc_timestamp(6))" }
      t.datetime :deleted_at, precision: 6
      t.check_constraint "pages > 0", name: "books_pages_check"
      t.check_constraint "json_schema_valid('{\"type\": \"array\", \"items\": {\"type\": [\"string\", \"null\"], \"maxLength\": 20}}', tags)", name: "books_tags_type"
      t.index "(CASE WHEN deleted_at IS NULL THEN 1 END), author_id, title", unique: true, name: "books_title_of_author_key"
      t.index [:author_id, :title], order: { title: :desc }, name: "idx_books_newest"
    end

    create_table :chapters, charset: "utf8mb4", collation: "utf8mb4_0900_bin" do |t|
      t.bigint :book_author_id, null: false
      t.integer :book_number, limit: 2, null: false
      t.references :next_part, index: { name: "idx_chapters_next_part_id" }, foreign_key: { to_table: :chapters, name: "chapters_next_part_id_fkey", on_delete: :nullify }
      t.string :title, limit: 80, null: false
      t.datetime :created_at, precision: 6, null: false, default: -> { "(utc_timestamp(6))" }
      t.datetime :updated_at, precision: 6, null: false, default: -> { "(utc_timestamp(6))" }
      t.index [:book_author_id, :book_number, :title], unique: true, name: "chapters_title_of_book_key"
      t.foreign_key :books, column: [:book_author_id, :book_number], primary_key: [:author_id, :number], name: "chapters_book_author_id_book_number_fkey", on_delete: :cascade
    end

    reversible do |dir|
      dir.up do
        execute <<~'SQL'
          CREATE TRIGGER authors_set_updated_at BEFORE UPDATE ON authors
              FOR EACH ROW
              SET NEW.updated_at = utc_timestamp(6)
        SQL
        execute <<~'SQL'
          CREATE TRIGGER books_set_updated_at BEFORE UPDATE ON books
              FOR EACH ROW
              SET NEW.updated_at = utc_timestamp(6)
        SQL
        execute <<~'SQL'
          CREATE TRIGGER chapters_set_updated_at BEFORE UPDATE ON chapters
              FOR EACH ROW
              SET NEW.updated_at = utc_timestamp(6)
        SQL
        execute "SET sql_mode = @tenon_sql_mode"
      end
      dir.down do
        execute "SET @tenon_sql_mode = @@sql_mode"
        execute <<~'SQL'
          SET sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_BACKSLASH_ESCAPES'
        SQL
      end
    end
  end
end
