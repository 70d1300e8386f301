-- Makes the schema of sqlite_335 for SQLite 3.35.
-- Made by Tenon from model.tenon.yaml: change that, not this file.

PRAGMA foreign_keys = ON;

BEGIN;
PRAGMA defer_foreign_keys = ON;

CREATE TABLE invoices (
    -- What is to be paid.

    id INTEGER NOT NULL,
    number TEXT NOT NULL,
    issued TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d', 'now')),
    due TEXT NOT NULL,
    issued_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    reminded TEXT,
    net NUMERIC NOT NULL,
    rate NUMERIC NOT NULL DEFAULT 0.19,
    gross NUMERIC NOT NULL GENERATED ALWAYS AS ((((CAST(round(net * 1e2) AS INTEGER) * (1 * 1000 + CAST(round(rate * 1e3) AS INTEGER))) + CASE WHEN (CAST(round(net * 1e2) AS INTEGER) * (1 * 1000 + CAST(round(rate * 1e3) AS INTEGER))) < 0 THEN -500 ELSE 500 END) / 1000 / 1e2)) STORED,
    token TEXT NOT NULL DEFAULT (lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6)))),
    labels TEXT NOT NULL,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    CONSTRAINT invoices_pkey PRIMARY KEY (id),
    CONSTRAINT invoices_number_key UNIQUE (number),
    CONSTRAINT invoices_net_check CHECK (net >= 0),
    CONSTRAINT invoices_in_time_check CHECK (due BETWEEN issued AND strftime('%Y-%m-%d', issued, 90 || ' days')),
    CONSTRAINT invoices_soon_check CHECK (reminded IS NULL OR reminded < strftime('%Y-%m-%d %H:%M:%f', issued_at, '+129600.000 seconds')),
    CONSTRAINT invoices_typed_check CHECK (number GLOB 'R-*' AND NOT number GLOB '*!?'),
    CONSTRAINT invoices_id_type CHECK (typeof(id) = 'integer'),
    CONSTRAINT invoices_number_type CHECK (typeof(number) = 'text' AND length(number) <= 20),
    CONSTRAINT invoices_issued_type CHECK (issued IS strftime('%Y-%m-%d', issued, '+0 days')),
    CONSTRAINT invoices_due_type CHECK (due IS strftime('%Y-%m-%d', due, '+0 days')),
    CONSTRAINT invoices_issued_at_type CHECK (issued_at IS strftime('%Y-%m-%d %H:%M:%f', issued_at, '+0 days')),
    CONSTRAINT invoices_reminded_type CHECK (reminded IS strftime('%Y-%m-%d %H:%M:%f', reminded, '+0 days')),
    CONSTRAINT invoices_net_type CHECK (typeof(net) IN ('integer', 'real') AND net = round(net, 2) AND abs(net) < 1e10),
    CONSTRAINT invoices_rate_type CHECK (typeof(rate) IN ('integer', 'real') AND rate = round(rate, 3) AND abs(rate) < 1e1),
    CONSTRAINT invoices_gross_type CHECK (typeof(gross) IN ('integer', 'real') AND gross = round(gross, 2) AND abs(gross) < 1e10),
    CONSTRAINT invoices_token_type CHECK (typeof(token) = 'text' AND token GLOB '????????-????-????-????-????????????' AND token NOT GLOB '*[^-0-9a-f]*' AND length(replace(token, '-', '')) = 32),
    CONSTRAINT invoices_labels_type CHECK (CASE WHEN json_valid(labels) THEN json_type(labels) = 'array' ELSE 0 END),
    CONSTRAINT invoices_created_at_type CHECK (created_at IS strftime('%Y-%m-%d %H:%M:%f', created_at, '+0 days')),
    CONSTRAINT invoices_updated_at_type CHECK (updated_at IS strftime('%Y-%m-%d %H:%M:%f', updated_at, '+0 days'))
);

CREATE TRIGGER invoices_labels_elements_insert
    AFTER INSERT ON invoices FOR EACH ROW
    WHEN EXISTS (
        SELECT 1 FROM json_each(NEW.labels)
        WHERE value IS NOT NULL AND NOT (typeof(value) = 'text' AND length(value) <= 20)
    )
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: invoices_labels_elements');
END;

CREATE TRIGGER invoices_labels_elements_update
    AFTER UPDATE ON invoices FOR EACH ROW
    WHEN EXISTS (
        SELECT 1 FROM json_each(NEW.labels)
        WHERE value IS NOT NULL AND NOT (typeof(value) = 'text' AND length(value) <= 20)
    )
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: invoices_labels_elements');
END;

CREATE TRIGGER invoices_known_check_insert
    AFTER INSERT ON invoices FOR EACH ROW
    WHEN NOT (CASE WHEN NEW.labels IS NOT NULL THEN 'sent' IN (SELECT value FROM json_each(NEW.labels)) END OR NEW.reminded IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: invoices_known_check');
END;

CREATE TRIGGER invoices_known_check_update
    AFTER UPDATE ON invoices FOR EACH ROW
    WHEN NOT (CASE WHEN NEW.labels IS NOT NULL THEN 'sent' IN (SELECT value FROM json_each(NEW.labels)) END OR NEW.reminded IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'CHECK constraint failed: invoices_known_check');
END;

CREATE TABLE payments (
    invoice_id INTEGER NOT NULL,
    number INTEGER,
    amount NUMERIC NOT NULL,
    CONSTRAINT payments_pkey PRIMARY KEY (invoice_id, number),
    CONSTRAINT payments_invoice_id_type CHECK (typeof(invoice_id) = 'integer'),
    CONSTRAINT payments_number_type CHECK (typeof(number) IN ('integer', 'null') AND number BETWEEN -32768 AND 32767),
    CONSTRAINT payments_amount_type CHECK (typeof(amount) IN ('integer', 'real') AND amount = round(amount, 2) AND abs(amount) < 1e10),
    CONSTRAINT payments_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoices (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
);

CREATE TRIGGER payments_number_number
    AFTER INSERT ON payments FOR EACH ROW
    WHEN NEW.number IS NULL
BEGIN
    UPDATE payments
    SET number = (SELECT coalesce(max(number), 0) + 1 FROM payments)
    WHERE rowid = NEW.rowid;
END;

CREATE TRIGGER payments_number_stays
    BEFORE UPDATE ON payments FOR EACH ROW
    WHEN NEW.number IS NULL
BEGIN
    SELECT RAISE(ABORT, 'NOT NULL constraint failed: payments.number');
END;

CREATE INDEX idx_invoices_open ON invoices (due DESC, number) WHERE reminded IS NULL;
CREATE INDEX idx_invoices_late ON invoices (due DESC, net);

CREATE TRIGGER invoices_set_updated_at
    AFTER UPDATE ON invoices FOR EACH ROW
    WHEN NEW.updated_at IS NOT strftime('%Y-%m-%d %H:%M:%f', 'now')
BEGIN
    UPDATE invoices SET updated_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE rowid = NEW.rowid;
END;

CREATE TRIGGER invoices_guard_immutable
    BEFORE UPDATE ON invoices FOR EACH ROW
    WHEN OLD.number IS NOT NEW.number
BEGIN
    SELECT RAISE(ABORT, 'the value of number in invoices never changes');
END;

COMMIT;
