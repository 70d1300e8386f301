-- accept: the schema is the start of the name
INSERT INTO sales_orders () VALUES ();
INSERT INTO customers (name, last_order_id) VALUES ('a', 1);
DELETE FROM sales_orders;
-- gives 1: its key is gone
SELECT count(*) FROM customers WHERE last_order_id IS NULL;
