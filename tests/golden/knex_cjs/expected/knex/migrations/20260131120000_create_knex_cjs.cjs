// The schema of knex_cjs,
// made by Tenon from model.tenon.yaml: change that, not this file.

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.raw('SET @tenon_sql_mode = @@sql_mode');
  await knex.raw(
    "SET sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_BACKSLASH_ESCAPES'",
  );

  await knex.schema.createTable('authors', (table) => {
    table.engine('InnoDB');
    table.charset('utf8mb4');
    table.collate('utf8mb4_0900_bin');
    table.comment('Who writes.');
    table.specificType('id', 'bigint NOT NULL AUTO_INCREMENT');
    table.string('name', 40).notNullable().comment('As it is printed.');
    table.specificType(
      'motto',
      "longtext COMMENT 'Is it theirs? It''s said so.'",
    );
    table.enu('mood', ['calm', 'angry']).notNullable().defaultTo('calm');
    table.specificType(
      'place',
      "smallint NOT NULL DEFAULT 3 COMMENT 'It''s where they stand.'",
    );
    table.decimal('share', 5, 2).notNullable().defaultTo(knex.raw('1.50'));
    table.boolean('is_active').notNullable().defaultTo(true);
    table
      .datetime('created_at', { precision: 6 })
      .notNullable()
      .defaultTo(knex.raw('(utc_timestamp(6))'));
    table
      .datetime('updated_at', { precision: 6 })
      .notNullable()
      .defaultTo(knex.raw('(utc_timestamp(6))'));
    table.primary(['id'], 'authors_pkey');
    table.unique(['name'], 'authors_name_key');
    table.check('mood + 0 > 0', [], 'authors_mood_type');
    table.check('is_active IN (0, 1)', [], 'authors_is_active_type');
  });

  await knex.schema.createTable('books', (table) => {
    table.engine('InnoDB');
    table.charset('utf8mb4');
    table.collate('utf8mb4_0900_bin');
    table.specificType('id', 'bigint NOT NULL AUTO_INCREMENT');
    table.bigInteger('author_id').notNullable();
    table.bigInteger('sequel_of_id');
    table.string('site', 80);
    table.string('title', 80).notNullable();
    table.integer('pages').notNullable();
    table
      .specificType(
        'weight',
        'double GENERATED ALWAYS AS (pages * 1.5) STORED NOT NULL',
      )
      .comment('In grams.');
    table
      .datetime('created_at', { precision: 6 })
      .notNullable()
      .defaultTo(knex.raw('(utc_timestamp(6))'));
    table
      .datetime('updated_at', { precision: 6 })
      .notNullable()
      .defaultTo(knex.raw('(utc_timestamp(6))'));
    table.primary(['id'], 'books_pkey');
    table.check(
      "regexp_like(site, '^https\\?://', 'cn')",
      [],
      'books_site_check',
    );
    table.check("title <> 'why\\?'", [], 'books_title_check');
    table.check('pages > 0', [], 'books_pages_check');
    table
      .foreign('author_id', 'books_author_id_fkey')
      .references('id')
      .inTable('authors')
      .onDelete('CASCADE');
    table
      .foreign('sequel_of_id', 'books_sequel_of_id_fkey')
      .references('id')
      .inTable('books')
      .onDelete('SET NULL');
  });

  await knex.schema.createTable('verses', (table) => {
    table.engine('InnoDB');
    table.charset('utf8mb4');
    table.collate('utf8mb4_0900_bin');
    table.bigInteger('book_id').notNullable();
    table.integer('number').notNullable();
    table.primary(['book_id', 'number'], 'verses_pkey');
    table
      .foreign('book_id', 'verses_book_id_fkey')
      .references('id')
      .inTable('books')
      .onDelete('CASCADE');
  });

  await knex.raw(`CREATE TABLE shelves (
    id bigint NOT NULL AUTO_INCREMENT,
    \`on.floor\` int NOT NULL,
    CONSTRAINT shelves_pkey PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_0900_bin`);

  await knex.raw(`INSERT INTO authors (id, name) VALUES
    (1, concat('O', convert(char(39) USING utf8mb4), 'Neill'))
ON DUPLICATE KEY UPDATE id = if(id = VALUES(id), id, NULL)`);

  await knex.raw(
    `INSERT INTO authors (id, name, mood) VALUES
    (2, ?, ?)
ON DUPLICATE KEY UPDATE id = if(id = VALUES(id), id, NULL)`,
    ['Ann', 'angry'],
  );

  await knex.raw(
    'CREATE INDEX idx_books_newest ON books (author_id, title DESC)',
  );

  await knex.schema.alterTable('books', (table) => {
    table.index(['pages'], 'idx_books_thick');
    table.index(['title'], 'idx_books_of_mood');
    table.index(['sequel_of_id'], 'idx_books_sequel_of_id');
  });

  await knex.raw(`CREATE TRIGGER authors_set_updated_at BEFORE UPDATE ON authors
    FOR EACH ROW
    SET NEW.updated_at = utc_timestamp(6)`);

  await knex.raw(`CREATE TRIGGER books_set_updated_at BEFORE UPDATE ON books
    FOR EACH ROW
    SET NEW.updated_at = utc_timestamp(6)`);

  await knex.raw('SET sql_mode = @tenon_sql_mode');
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('SET @tenon_sql_mode = @@sql_mode');
  await knex.raw(
    "SET sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_BACKSLASH_ESCAPES'",
  );

  await knex.schema.dropTable('shelves');
  await knex.schema.dropTable('verses');
  await knex.schema.dropTable('books');
  await knex.schema.dropTable('authors');

  await knex.raw('SET sql_mode = @tenon_sql_mode');
};
