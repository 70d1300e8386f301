-- accept: other columns change
INSERT INTO orders (number) VALUES ('A1');
UPDATE orders SET note = 'x', number = 'A1';
-- reject 23000: the number does not
UPDATE orders SET number = 'A2';
-- reject 23000: nor from null
UPDATE orders SET customer_no = 1;
