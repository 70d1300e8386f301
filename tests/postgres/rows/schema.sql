-- accept: a row there
INSERT INTO sales.orders DEFAULT VALUES;
-- gives 1: which a role can read
SET ROLE clerk;
SELECT count(*) FROM sales.orders;
