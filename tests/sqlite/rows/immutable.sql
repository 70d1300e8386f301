-- accept: a row
INSERT INTO orders (number, customer_no, note) VALUES ('a', 1, NULL);
-- accept: another attribute may change
UPDATE orders SET note = 'x', number = 'a';
-- reject never changes: an immutable one
UPDATE orders SET number = 'b';
-- reject never changes: to null
UPDATE orders SET customer_no = NULL;
