-- accept: a country and its city
INSERT INTO countries (code, name, state) VALUES ('NO', 'Norge', 'Open');
INSERT INTO cities (name, size, country_code) VALUES ('Oslo', 1, 'NO');
-- reject 1062: a city whose name differs by case
INSERT INTO cities (name, size, country_code) VALUES ('OSLO', 1, 'NO');
-- accept: a reference by another case
INSERT INTO cities (name, size, country_code) VALUES ('Bergen', 1, 'no');
-- reject 1366: a letter that the character set lacks
INSERT INTO countries (code, name, state) VALUES ('GR', 'Ελλάδα', 'open');
-- reject 1062: a key that differs by case
INSERT INTO countries (code, name, state) VALUES ('no', 'Norge', 'open');
