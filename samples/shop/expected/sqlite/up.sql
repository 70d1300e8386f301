-- Makes the schema of shop for SQLite 3.40.
-- Made by Tenon from model.tenon.yaml: change that, not this file.

PRAGMA foreign_keys = ON;

BEGIN;
PRAGMA defer_foreign_keys = ON;

CREATE TABLE users (
    -- A person who can sign in.

    id INTEGER NOT NULL,
    email TEXT NOT NULL,
    username TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    bio TEXT,
    is_active INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    CONSTRAINT users_pkey PRIMARY KEY (id),
    CONSTRAINT users_email_key UNIQUE (email),
    CONSTRAINT users_username_key UNIQUE (username),
    CONSTRAINT users_username_check CHECK (length(username) >= 3),
    CONSTRAINT users_id_type CHECK (typeof(id) = 'integer'),
    CONSTRAINT users_email_type CHECK (typeof(email) = 'text' AND length(email) <= 255),
    CONSTRAINT users_username_type CHECK (typeof(username) = 'text' AND length(username) <= 50),
    CONSTRAINT users_password_hash_type CHECK (typeof(password_hash) = 'text' AND length(password_hash) <= 255),
    CONSTRAINT users_bio_type CHECK (typeof(bio) IN ('text', 'null')),
    CONSTRAINT users_is_active_type CHECK (is_active IN (0, 1)),
    CONSTRAINT users_created_at_type CHECK (created_at IS strftime('%Y-%m-%d %H:%M:%f', created_at, '+0 days')),
    CONSTRAINT users_updated_at_type CHECK (updated_at IS strftime('%Y-%m-%d %H:%M:%f', updated_at, '+0 days'))
);

CREATE TABLE addresses (
    -- Where an order can be sent.

    id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    street TEXT NOT NULL,
    zip TEXT NOT NULL,
    city TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    CONSTRAINT addresses_pkey PRIMARY KEY (id),
    CONSTRAINT addresses_id_type CHECK (typeof(id) = 'integer'),
    CONSTRAINT addresses_user_id_type CHECK (typeof(user_id) = 'integer'),
    CONSTRAINT addresses_street_type CHECK (typeof(street) = 'text' AND length(street) <= 200),
    CONSTRAINT addresses_zip_type CHECK (typeof(zip) = 'text' AND length(zip) <= 12),
    CONSTRAINT addresses_city_type CHECK (typeof(city) = 'text' AND length(city) <= 100),
    CONSTRAINT addresses_state_type CHECK (typeof(state) = 'text' AND length(state) <= 100),
    CONSTRAINT addresses_created_at_type CHECK (created_at IS strftime('%Y-%m-%d %H:%M:%f', created_at, '+0 days')),
    CONSTRAINT addresses_updated_at_type CHECK (updated_at IS strftime('%Y-%m-%d %H:%M:%f', updated_at, '+0 days')),
    CONSTRAINT addresses_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE products (
    -- Something that can be ordered.

    sku TEXT NOT NULL,
    name TEXT NOT NULL,
    price NUMERIC NOT NULL,
    tags TEXT NOT NULL,
    data TEXT,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    CONSTRAINT products_pkey PRIMARY KEY (sku),
    CONSTRAINT products_price_type_check CHECK (price >= 0),
    CONSTRAINT products_sku_type CHECK (typeof(sku) = 'text' AND length(sku) <= 40),
    CONSTRAINT products_name_type CHECK (typeof(name) = 'text' AND length(name) <= 200),
    CONSTRAINT products_price_type CHECK (typeof(price) IN ('integer', 'real') AND price = round(price, 2) AND abs(price) < 1e10),
    CONSTRAINT products_tags_type CHECK (CASE WHEN json_valid(tags) THEN json_type(tags) = 'array' ELSE 0 END),
    CONSTRAINT products_data_type CHECK (data IS NULL OR json_valid(data)),
    CONSTRAINT products_created_at_type CHECK (created_at IS strftime('%Y-%m-%d %H:%M:%f', created_at, '+0 days')),
    CONSTRAINT products_updated_at_type CHECK (updated_at IS strftime('%Y-%m-%d %H:%M:%f', updated_at, '+0 days'))
);

CREATE TRIGGER products_tags_elements_insert
    AFTER INSERT ON products FOR EACH ROW
    WHEN EXISTS (
        SELECT 1 FROM json_each(NEW.tags)
        WHERE value IS NOT NULL AND NOT (typeof(value) = 'text' AND length(value) <= 30)
    )
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: products_tags_elements');
END;

CREATE TRIGGER products_tags_elements_update
    AFTER UPDATE ON products FOR EACH ROW
    WHEN EXISTS (
        SELECT 1 FROM json_each(NEW.tags)
        WHERE value IS NOT NULL AND NOT (typeof(value) = 'text' AND length(value) <= 30)
    )
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: products_tags_elements');
END;

CREATE TABLE orders (
    -- What a customer asked for; kept for ten years.

    id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    ship_to_id INTEGER,
    number TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'pending',
    placed_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    deleted_at TEXT,
    CONSTRAINT orders_pkey PRIMARY KEY (id),
    CONSTRAINT orders_id_type CHECK (typeof(id) = 'integer'),
    CONSTRAINT orders_customer_id_type CHECK (typeof(customer_id) = 'integer'),
    CONSTRAINT orders_ship_to_id_type CHECK (typeof(ship_to_id) IN ('integer', 'null')),
    CONSTRAINT orders_number_type CHECK (typeof(number) = 'text' AND length(number) <= 20),
    CONSTRAINT orders_status_choice CHECK (status IN ('pending', 'paid', 'shipped', 'cancelled')),
    CONSTRAINT orders_placed_at_type CHECK (placed_at IS strftime('%Y-%m-%d %H:%M:%f', placed_at, '+0 days')),
    CONSTRAINT orders_created_at_type CHECK (created_at IS strftime('%Y-%m-%d %H:%M:%f', created_at, '+0 days')),
    CONSTRAINT orders_updated_at_type CHECK (updated_at IS strftime('%Y-%m-%d %H:%M:%f', updated_at, '+0 days')),
    CONSTRAINT orders_deleted_at_type CHECK (deleted_at IS strftime('%Y-%m-%d %H:%M:%f', deleted_at, '+0 days')),
    CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES users (id) ON DELETE RESTRICT,
    CONSTRAINT orders_ship_to_id_fkey FOREIGN KEY (ship_to_id) REFERENCES addresses (id) ON DELETE SET NULL
);

CREATE TABLE order_lines (
    -- One product of an order, at the price of that day.

    order_id INTEGER NOT NULL,
    line_no INTEGER NOT NULL,
    product_sku TEXT NOT NULL,
    quantity INTEGER NOT NULL DEFAULT 1,
    unit_price NUMERIC NOT NULL,
    total NUMERIC NOT NULL GENERATED ALWAYS AS (round(quantity * unit_price, 2)) STORED,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    CONSTRAINT order_lines_pkey PRIMARY KEY (order_id, line_no),
    CONSTRAINT order_lines_line_no_check CHECK (line_no > 0),
    CONSTRAINT order_lines_quantity_check CHECK (quantity > 0),
    CONSTRAINT order_lines_unit_price_type_check CHECK (unit_price >= 0),
    CONSTRAINT order_lines_total_type_check CHECK (total >= 0),
    CONSTRAINT order_lines_order_id_type CHECK (typeof(order_id) = 'integer'),
    CONSTRAINT order_lines_line_no_type CHECK (typeof(line_no) = 'integer' AND line_no BETWEEN -2147483648 AND 2147483647),
    CONSTRAINT order_lines_product_sku_type CHECK (typeof(product_sku) = 'text' AND length(product_sku) <= 40),
    CONSTRAINT order_lines_quantity_type CHECK (typeof(quantity) = 'integer' AND quantity BETWEEN -2147483648 AND 2147483647),
    CONSTRAINT order_lines_unit_price_type CHECK (typeof(unit_price) IN ('integer', 'real') AND unit_price = round(unit_price, 2) AND abs(unit_price) < 1e10),
    CONSTRAINT order_lines_total_type CHECK (typeof(total) IN ('integer', 'real') AND total = round(total, 2) AND abs(total) < 1e10),
    CONSTRAINT order_lines_created_at_type CHECK (created_at IS strftime('%Y-%m-%d %H:%M:%f', created_at, '+0 days')),
    CONSTRAINT order_lines_updated_at_type CHECK (updated_at IS strftime('%Y-%m-%d %H:%M:%f', updated_at, '+0 days')),
    CONSTRAINT order_lines_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE,
    CONSTRAINT order_lines_product_sku_fkey FOREIGN KEY (product_sku) REFERENCES products (sku) ON DELETE RESTRICT
);

CREATE TABLE comments (
    -- What a user wrote below an order or a product.

    id INTEGER NOT NULL,
    author_id INTEGER NOT NULL,
    parent_id INTEGER,
    subject_order_id INTEGER,
    subject_product_sku TEXT,
    body TEXT NOT NULL,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    CONSTRAINT comments_pkey PRIMARY KEY (id),
    CONSTRAINT comments_subject_check CHECK ((subject_order_id IS NOT NULL) + (subject_product_sku IS NOT NULL) = 1),
    CONSTRAINT comments_id_type CHECK (typeof(id) = 'integer'),
    CONSTRAINT comments_author_id_type CHECK (typeof(author_id) = 'integer'),
    CONSTRAINT comments_parent_id_type CHECK (typeof(parent_id) IN ('integer', 'null')),
    CONSTRAINT comments_subject_order_id_type CHECK (typeof(subject_order_id) IN ('integer', 'null')),
    CONSTRAINT comments_subject_product_sku_type CHECK (typeof(subject_product_sku) IN ('text', 'null') AND length(subject_product_sku) <= 40),
    CONSTRAINT comments_body_type CHECK (typeof(body) = 'text'),
    CONSTRAINT comments_created_at_type CHECK (created_at IS strftime('%Y-%m-%d %H:%M:%f', created_at, '+0 days')),
    CONSTRAINT comments_updated_at_type CHECK (updated_at IS strftime('%Y-%m-%d %H:%M:%f', updated_at, '+0 days')),
    CONSTRAINT comments_author_id_fkey FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT comments_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES comments (id) ON DELETE CASCADE,
    CONSTRAINT comments_subject_order_id_fkey FOREIGN KEY (subject_order_id) REFERENCES orders (id) ON DELETE CASCADE,
    CONSTRAINT comments_subject_product_sku_fkey FOREIGN KEY (subject_product_sku) REFERENCES products (sku) ON DELETE CASCADE
);

CREATE TABLE comment_likes (
    comment_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    CONSTRAINT comment_likes_pkey PRIMARY KEY (comment_id, user_id),
    CONSTRAINT comment_likes_comment_id_type CHECK (typeof(comment_id) = 'integer'),
    CONSTRAINT comment_likes_user_id_type CHECK (typeof(user_id) = 'integer'),
    CONSTRAINT comment_likes_comment_id_fkey FOREIGN KEY (comment_id) REFERENCES comments (id) ON DELETE CASCADE,
    CONSTRAINT comment_likes_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE memberships (
    -- A user who follows a product.

    user_id INTEGER NOT NULL,
    product_sku TEXT NOT NULL,
    badge TEXT,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    CONSTRAINT memberships_pkey PRIMARY KEY (user_id, product_sku),
    CONSTRAINT memberships_user_id_type CHECK (typeof(user_id) = 'integer'),
    CONSTRAINT memberships_product_sku_type CHECK (typeof(product_sku) = 'text' AND length(product_sku) <= 40),
    CONSTRAINT memberships_badge_type CHECK (typeof(badge) IN ('text', 'null') AND length(badge) <= 20),
    CONSTRAINT memberships_created_at_type CHECK (created_at IS strftime('%Y-%m-%d %H:%M:%f', created_at, '+0 days')),
    CONSTRAINT memberships_updated_at_type CHECK (updated_at IS strftime('%Y-%m-%d %H:%M:%f', updated_at, '+0 days')),
    CONSTRAINT memberships_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT memberships_product_sku_fkey FOREIGN KEY (product_sku) REFERENCES products (sku) ON DELETE CASCADE
);

CREATE TABLE events (
    -- What happened, for the books; one partition per month.

    id INTEGER,
    happened_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    kind TEXT NOT NULL,
    detail TEXT NOT NULL,
    CONSTRAINT events_pkey PRIMARY KEY (id, happened_at),
    CONSTRAINT events_id_type CHECK (typeof(id) IN ('integer', 'null')),
    CONSTRAINT events_happened_at_type CHECK (happened_at IS strftime('%Y-%m-%d %H:%M:%f', happened_at, '+0 days')),
    CONSTRAINT events_kind_type CHECK (typeof(kind) = 'text' AND length(kind) <= 40),
    CONSTRAINT events_detail_type CHECK (json_valid(detail))
);

CREATE TRIGGER events_id_number
    AFTER INSERT ON events FOR EACH ROW
    WHEN NEW.id IS NULL
BEGIN
    UPDATE events
    SET id = (SELECT coalesce(max(id), 0) + 1 FROM events)
    WHERE rowid = NEW.rowid;
END;

CREATE TRIGGER events_id_stays
    BEFORE UPDATE ON events FOR EACH ROW
    WHEN NEW.id IS NULL
BEGIN
    SELECT RAISE(ABORT, 'NOT NULL constraint failed: events.id');
END;

CREATE UNIQUE INDEX orders_number_key ON orders (number) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX memberships_one_badge_key ON memberships (user_id, badge) WHERE badge IS NOT NULL;
CREATE INDEX idx_users_created_at_desc_where_is_active ON users (created_at DESC) WHERE is_active;
CREATE INDEX idx_addresses_user_id_created_at_desc ON addresses (user_id, created_at DESC);

CREATE VIRTUAL TABLE idx_products_search USING fts5 (
    name, sku UNINDEXED
);

CREATE TRIGGER idx_products_search_insert
    AFTER INSERT ON products FOR EACH ROW
BEGIN
    INSERT INTO idx_products_search (rowid, name, sku)
    VALUES (NEW.rowid, NEW.name, NEW.sku);
END;

CREATE TRIGGER idx_products_search_delete
    AFTER DELETE ON products FOR EACH ROW
BEGIN
    DELETE FROM idx_products_search WHERE sku = OLD.sku;
END;

CREATE TRIGGER idx_products_search_update
    AFTER UPDATE ON products FOR EACH ROW
    WHEN NEW.sku IS NOT OLD.sku OR NEW.name IS NOT OLD.name
BEGIN
    DELETE FROM idx_products_search WHERE sku = OLD.sku;
    INSERT INTO idx_products_search (rowid, name, sku)
    VALUES (NEW.rowid, NEW.name, NEW.sku);
END;

CREATE INDEX idx_orders_open_orders ON orders (placed_at DESC, number) WHERE status = 'pending';
CREATE INDEX idx_orders_customer_id ON orders (customer_id);
CREATE INDEX idx_orders_ship_to_id ON orders (ship_to_id);
CREATE INDEX idx_orders_customer_id_placed_at_desc_where_deleted_at_is_null ON orders (customer_id, placed_at DESC) WHERE deleted_at IS NULL;
CREATE INDEX idx_order_lines_product_sku ON order_lines (product_sku);
CREATE INDEX idx_comments_subject_product_sku_created_at ON comments (subject_product_sku, created_at);
CREATE INDEX idx_comments_author_id ON comments (author_id);
CREATE INDEX idx_comments_parent_id ON comments (parent_id);
CREATE INDEX idx_comments_subject_order_id ON comments (subject_order_id);
CREATE INDEX idx_comment_likes_user_id ON comment_likes (user_id);
CREATE INDEX idx_memberships_product_sku ON memberships (product_sku);
CREATE INDEX idx_events_kind_happened_at_desc ON events (kind, happened_at DESC);

CREATE TRIGGER users_set_updated_at
    AFTER UPDATE ON users FOR EACH ROW
    WHEN NEW.updated_at IS NOT strftime('%Y-%m-%d %H:%M:%f', 'now')
BEGIN
    UPDATE users SET updated_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE rowid = NEW.rowid;
END;

CREATE TRIGGER addresses_set_updated_at
    AFTER UPDATE ON addresses FOR EACH ROW
    WHEN NEW.updated_at IS NOT strftime('%Y-%m-%d %H:%M:%f', 'now')
BEGIN
    UPDATE addresses SET updated_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE rowid = NEW.rowid;
END;

CREATE TRIGGER products_set_updated_at
    AFTER UPDATE ON products FOR EACH ROW
    WHEN NEW.updated_at IS NOT strftime('%Y-%m-%d %H:%M:%f', 'now')
BEGIN
    UPDATE products SET updated_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE rowid = NEW.rowid;
END;

CREATE TRIGGER orders_set_updated_at
    AFTER UPDATE ON orders FOR EACH ROW
    WHEN NEW.updated_at IS NOT strftime('%Y-%m-%d %H:%M:%f', 'now')
BEGIN
    UPDATE orders SET updated_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE rowid = NEW.rowid;
END;

CREATE TRIGGER order_lines_set_updated_at
    AFTER UPDATE ON order_lines FOR EACH ROW
    WHEN NEW.updated_at IS NOT strftime('%Y-%m-%d %H:%M:%f', 'now')
BEGIN
    UPDATE order_lines SET updated_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE rowid = NEW.rowid;
END;

CREATE TRIGGER comments_set_updated_at
    AFTER UPDATE ON comments FOR EACH ROW
    WHEN NEW.updated_at IS NOT strftime('%Y-%m-%d %H:%M:%f', 'now')
BEGIN
    UPDATE comments SET updated_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE rowid = NEW.rowid;
END;

CREATE TRIGGER memberships_set_updated_at
    AFTER UPDATE ON memberships FOR EACH ROW
    WHEN NEW.updated_at IS NOT strftime('%Y-%m-%d %H:%M:%f', 'now')
BEGIN
    UPDATE memberships SET updated_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE rowid = NEW.rowid;
END;

CREATE VIEW open_order_totals AS
-- What the open orders are worth.
SELECT o.id, o.number, sum(l.total) AS total
FROM orders o
JOIN order_lines l ON l.order_id = o.id
WHERE o.status = 'pending' AND o.deleted_at IS NULL
GROUP BY o.id, o.number;

COMMIT;
