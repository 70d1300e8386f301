-- reject NOT NULL constraint failed: a key without a value
INSERT INTO countries (name) VALUES ('Nowhere');
-- reject NOT NULL constraint failed: a part of a key that is null
INSERT INTO regions (country_code, name) VALUES (NULL, 'r');
-- accept: a chain of rows
INSERT INTO countries VALUES ('no', 'Norway');
INSERT INTO regions (country_code, name) VALUES ('no', 'Viken');
-- reject UNIQUE constraint failed: the same key
INSERT INTO countries VALUES ('no ', 'Again');
-- reject FOREIGN KEY constraint failed: no such country
INSERT INTO regions (country_code, name) VALUES ('xx', 'r');
