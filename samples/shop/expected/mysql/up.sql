-- Makes the schema of shop for MySQL 8.4.
-- Made by Tenon from model.tenon.yaml: change that, not this file.

SET NAMES utf8mb4;
SET @tenon_sql_mode = @@sql_mode;
SET sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_BACKSLASH_ESCAPES';

CREATE ROLE IF NOT EXISTS app_user;

CREATE TABLE users (
    id bigint NOT NULL AUTO_INCREMENT,
    email varchar(255) NOT NULL,
    username varchar(50) NOT NULL,
    password_hash varchar(255) NOT NULL,
    bio longtext,
    is_active boolean NOT NULL DEFAULT TRUE,
    created_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    updated_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    CONSTRAINT users_pkey PRIMARY KEY (id),
    CONSTRAINT users_email_key UNIQUE (email),
    CONSTRAINT users_username_key UNIQUE (username),
    CONSTRAINT users_email_type_check CHECK (regexp_like(email, '^[^@[:space:]]+@[^@[:space:]]+(?!.)', 'cn')),
    CONSTRAINT users_username_check CHECK (char_length(username) >= 3),
    CONSTRAINT users_is_active_type CHECK (is_active IN (0, 1))
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_0900_bin
COMMENT = 'A person who can sign in.';

CREATE TABLE addresses (
    id bigint NOT NULL AUTO_INCREMENT,
    user_id bigint NOT NULL,
    street varchar(200) NOT NULL,
    zip varchar(12) NOT NULL,
    city varchar(100) NOT NULL,
    state varchar(100) NOT NULL,
    created_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    updated_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    CONSTRAINT addresses_pkey PRIMARY KEY (id),
    CONSTRAINT addresses_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_0900_bin
COMMENT = 'Where an order can be sent.';

CREATE TABLE products (
    sku varchar(40) NOT NULL,
    name varchar(200) NOT NULL,
    price decimal(12, 2) NOT NULL,
    tags json NOT NULL,
    data json,
    created_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    updated_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    CONSTRAINT products_pkey PRIMARY KEY (sku),
    CONSTRAINT products_price_type_check CHECK (price >= 0),
    CONSTRAINT products_tags_type CHECK (json_schema_valid('{"type": "array", "items": {"type": ["string", "null"], "maxLength": 30}}', tags))
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_0900_bin
COMMENT = 'Something that can be ordered.';

CREATE TABLE orders (
    id bigint NOT NULL AUTO_INCREMENT,
    customer_id bigint NOT NULL,
    ship_to_id bigint,
    number varchar(20) NOT NULL,
    status enum('pending', 'paid', 'shipped', 'cancelled') NOT NULL DEFAULT 'pending',
    placed_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    created_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    updated_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    deleted_at datetime(6),
    CONSTRAINT orders_pkey PRIMARY KEY (id),
    CONSTRAINT orders_status_type CHECK (status + 0 > 0),
    CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES users (id) ON DELETE RESTRICT,
    CONSTRAINT orders_ship_to_id_fkey FOREIGN KEY (ship_to_id) REFERENCES addresses (id) ON DELETE SET NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_0900_bin
COMMENT = 'What a customer asked for; kept for ten years.';

CREATE TABLE order_lines (
    order_id bigint NOT NULL,
    line_no int NOT NULL,
    product_sku varchar(40) NOT NULL,
    quantity int NOT NULL DEFAULT 1,
    unit_price decimal(12, 2) NOT NULL,
    total decimal(12, 2) GENERATED ALWAYS AS (quantity * unit_price) STORED NOT NULL,
    created_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    updated_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    CONSTRAINT order_lines_pkey PRIMARY KEY (order_id, line_no),
    CONSTRAINT order_lines_line_no_check CHECK (line_no > 0),
    CONSTRAINT order_lines_quantity_check CHECK (quantity > 0),
    CONSTRAINT order_lines_unit_price_type_check CHECK (unit_price >= 0),
    CONSTRAINT order_lines_total_type_check CHECK (total >= 0),
    CONSTRAINT order_lines_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE,
    CONSTRAINT order_lines_product_sku_fkey FOREIGN KEY (product_sku) REFERENCES products (sku) ON DELETE RESTRICT
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_0900_bin
COMMENT = 'One product of an order, at the price of that day.';

CREATE TABLE comments (
    id bigint NOT NULL AUTO_INCREMENT,
    author_id bigint NOT NULL,
    parent_id bigint,
    subject_order_id bigint,
    subject_product_sku varchar(40),
    body longtext NOT NULL,
    created_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    updated_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    CONSTRAINT comments_pkey PRIMARY KEY (id),
    CONSTRAINT comments_subject_check CHECK ((subject_order_id IS NOT NULL) + (subject_product_sku IS NOT NULL) = 1),
    CONSTRAINT comments_author_id_fkey FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT comments_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES comments (id) ON DELETE CASCADE,
    CONSTRAINT comments_subject_order_id_fkey FOREIGN KEY (subject_order_id) REFERENCES orders (id) ON DELETE CASCADE,
    CONSTRAINT comments_subject_product_sku_fkey FOREIGN KEY (subject_product_sku) REFERENCES products (sku) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_0900_bin
COMMENT = 'What a user wrote below an order or a product.';

CREATE TABLE comment_likes (
    comment_id bigint NOT NULL,
    user_id bigint NOT NULL,
    CONSTRAINT comment_likes_pkey PRIMARY KEY (comment_id, user_id),
    CONSTRAINT comment_likes_comment_id_fkey FOREIGN KEY (comment_id) REFERENCES comments (id) ON DELETE CASCADE,
    CONSTRAINT comment_likes_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_0900_bin;

CREATE TABLE memberships (
    user_id bigint NOT NULL,
    product_sku varchar(40) NOT NULL,
    badge varchar(20),
    created_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    updated_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    CONSTRAINT memberships_pkey PRIMARY KEY (user_id, product_sku),
    CONSTRAINT memberships_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT memberships_product_sku_fkey FOREIGN KEY (product_sku) REFERENCES products (sku) ON DELETE CASCADE
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_0900_bin
COMMENT = 'A user who follows a product.';

CREATE TABLE events (
    id bigint NOT NULL AUTO_INCREMENT,
    happened_at datetime(6) NOT NULL DEFAULT (utc_timestamp(6)),
    kind varchar(40) NOT NULL,
    detail json NOT NULL,
    CONSTRAINT events_pkey PRIMARY KEY (id, happened_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4 COLLATE = utf8mb4_0900_bin
COMMENT = 'What happened, for the books; one partition per month.'
PARTITION BY RANGE COLUMNS (happened_at) (
    PARTITION events_p2026_01 VALUES LESS THAN ('2026-02-01 00:00:00'),
    PARTITION events_p2026_02 VALUES LESS THAN ('2026-03-01 00:00:00'),
    PARTITION events_p2026_03 VALUES LESS THAN ('2026-04-01 00:00:00'),
    PARTITION events_p2026_04 VALUES LESS THAN ('2026-05-01 00:00:00'),
    PARTITION events_p2026_05 VALUES LESS THAN ('2026-06-01 00:00:00'),
    PARTITION events_p2026_06 VALUES LESS THAN ('2026-07-01 00:00:00'),
    PARTITION events_default VALUES LESS THAN (MAXVALUE)
);

CREATE UNIQUE INDEX orders_number_key ON orders (number, (CASE WHEN deleted_at IS NULL THEN 1 END));
CREATE UNIQUE INDEX memberships_one_badge_key ON memberships ((CASE WHEN badge IS NOT NULL THEN 1 END), user_id, badge);
CREATE INDEX idx_users_is_active_created_at_desc ON users (is_active, created_at DESC);
CREATE INDEX idx_addresses_user_id_created_at_desc ON addresses (user_id, created_at DESC);
CREATE FULLTEXT INDEX idx_products_search ON products (name);
CREATE INDEX idx_orders_open_orders ON orders (placed_at DESC, number);
CREATE INDEX idx_orders_customer_id_placed_at_desc ON orders (customer_id, placed_at DESC);
CREATE INDEX idx_orders_status_placed_at_desc ON orders (status, placed_at DESC);
CREATE INDEX idx_orders_ship_to_id ON orders (ship_to_id);
CREATE INDEX idx_order_lines_product_sku ON order_lines (product_sku);
CREATE INDEX idx_comments_subject_product_sku_created_at ON comments (subject_product_sku, created_at);
CREATE INDEX idx_comments_author_id ON comments (author_id);
CREATE INDEX idx_comments_parent_id ON comments (parent_id);
CREATE INDEX idx_comments_subject_order_id ON comments (subject_order_id);
CREATE INDEX idx_comment_likes_user_id ON comment_likes (user_id);
CREATE INDEX idx_memberships_product_sku ON memberships (product_sku);
CREATE INDEX idx_events_kind_happened_at_desc ON events (kind, happened_at DESC);

CREATE TRIGGER users_set_updated_at BEFORE UPDATE ON users
    FOR EACH ROW
    SET NEW.updated_at = utc_timestamp(6);

CREATE TRIGGER addresses_set_updated_at BEFORE UPDATE ON addresses
    FOR EACH ROW
    SET NEW.updated_at = utc_timestamp(6);

CREATE TRIGGER products_set_updated_at BEFORE UPDATE ON products
    FOR EACH ROW
    SET NEW.updated_at = utc_timestamp(6);

CREATE TRIGGER orders_set_updated_at BEFORE UPDATE ON orders
    FOR EACH ROW
    SET NEW.updated_at = utc_timestamp(6);

CREATE TRIGGER order_lines_set_updated_at BEFORE UPDATE ON order_lines
    FOR EACH ROW
    SET NEW.updated_at = utc_timestamp(6);

CREATE TRIGGER comments_set_updated_at BEFORE UPDATE ON comments
    FOR EACH ROW
    SET NEW.updated_at = utc_timestamp(6);

CREATE TRIGGER memberships_set_updated_at BEFORE UPDATE ON memberships
    FOR EACH ROW
    SET NEW.updated_at = utc_timestamp(6);

GRANT SELECT, INSERT, UPDATE, DELETE ON users TO app_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON addresses TO app_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON products TO app_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON orders TO app_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON order_lines TO app_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON comments TO app_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON comment_likes TO app_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON memberships TO app_user;

CREATE VIEW open_order_totals AS
SELECT o.id, o.number, sum(l.total) AS total
FROM orders o
JOIN order_lines l ON l.order_id = o.id
WHERE o.status = 'pending' AND o.deleted_at IS NULL
GROUP BY o.id, o.number;

SET sql_mode = @tenon_sql_mode;
