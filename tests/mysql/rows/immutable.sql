-- accept: a row, and a change of what may change
INSERT INTO orders (number, customer_no, note) VALUES ('1', NULL, 'a');
UPDATE orders SET note = 'b', number = number;
-- reject 1644: another number
UPDATE orders SET number = '2';
-- reject 1644: from null to a value
UPDATE orders SET customer_no = 7;
