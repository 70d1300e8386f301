-- Makes the schema of knex_cjs for MySQL 8.4.
-- Made by Tenon from model.tenon.yaml: change that, not this file.

SET NAMES utf8mb4;
SET @tenon_sql_mode = @@sql_mode;
SET sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_BACKSLASH_ESCAPES';

CREATE TABLE authors (
    id bigint NOT NULL AUTO_INCREMENT,
    name varchar(40) NOT NULL COMMENT 'As it is printed.',
    motto longtext COMMENT 'Is it theirs? It''s said so.',
    mood enum('calm', 'angry') NOT NULL DEFAULT 'calm',
    place smallint NOT NULL DEFAULT 3 COMMENT 'It''s where they stand.',
    share decimal(5, 2) NOT NULL DEFAULT 1.50,
    is_active boolean NOT NULL DEFAULT TRUE,
    created_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    updated_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    CONSTRAINT authors_pkey PRIMARY KEY (id),
    CONSTRAINT authors_name_key UNIQUE (name),
    CONSTRAINT authors_mood_type CHECK (mood + 0 > 0),
    CONSTRAINT authors_is_active_type CHECK (is_active IN (0, 1))
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_0900_bin
COMMENT = 'Who writes.';

CREATE TABLE books (
    id bigint NOT NULL AUTO_INCREMENT,
    author_id bigint NOT NULL,
    sequel_of_id bigint,
    site varchar(80),
    title varchar(80) NOT NULL,
    pages int NOT NULL,
    weight double GENERATED ALWAYS AS (pages * 1.5) STORED NOT NULL COMMENT 'In grams.',
    created_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    updated_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    CONSTRAINT books_pkey PRIMARY KEY (id),
    CONSTRAINT books_site_check CHECK (regexp_like(site, '^https?://', 'cn')),
    CONSTRAINT books_title_check CHECK (title <> 'why?'),
    CONSTRAINT books_pages_check CHECK (pages > 0),
    CONSTRAINT books_author_id_fkey FOREIGN KEY (author_id) REFERENCES authors (id) ON DELETE CASCADE,
    CONSTRAINT books_sequel_of_id_fkey FOREIGN KEY (sequel_of_id) REFERENCES books (id) ON DELETE SET NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_0900_bin;

CREATE TABLE verses (
    book_id bigint NOT NULL,
    number int NOT NULL,
    CONSTRAINT verses_pkey PRIMARY KEY (book_id, number),
    CONSTRAINT verses_book_id_fkey FOREIGN KEY (book_id) REFERENCES books (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_0900_bin;

CREATE TABLE shelves (
    id bigint NOT NULL AUTO_INCREMENT,
    `on.floor` int NOT NULL,
    CONSTRAINT shelves_pkey PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_0900_bin;

INSERT INTO authors (id, name) VALUES
    (1, concat('O', convert(char(39) USING utf8mb4), 'Neill'))
ON DUPLICATE KEY UPDATE id = if(id = VALUES(id), id, NULL);
INSERT INTO authors (id, name, mood) VALUES
    (2, 'Ann', 'angry')
ON DUPLICATE KEY UPDATE id = if(id = VALUES(id), id, NULL);

CREATE INDEX idx_books_newest ON books (author_id, title DESC);
CREATE INDEX idx_books_thick ON books (pages);
CREATE INDEX idx_books_of_mood ON books (title);
CREATE INDEX idx_books_sequel_of_id ON books (sequel_of_id);

CREATE TRIGGER authors_set_updated_at BEFORE UPDATE ON authors
    FOR EACH ROW
    SET NEW.updated_at = utc_timestamp(6);

CREATE TRIGGER books_set_updated_at BEFORE UPDATE ON books
    FOR EACH ROW
    SET NEW.updated_at = utc_timestamp(6);

SET sql_mode = @tenon_sql_mode;
