-- accept: listed values and others
INSERT INTO sales (region, amount) VALUES ('no', 1), ('it', 2), ('de', 3);
-- gives 3.00: others are in the default partition
SELECT amount FROM sales_default;
