-- accept: a country, two regions, a city
INSERT INTO countries (code, name) VALUES ('NO', 'Norway'), ('SE', 'Sweden');
INSERT INTO regions (country_code, name) VALUES ('NO', 'North'), ('SE', 'North');
INSERT INTO cities (name, region_country_code, region_name) VALUES ('Bodø', 'NO', 'North');
-- reject 23505: the same key
INSERT INTO regions (country_code, name) VALUES ('NO', 'North');
-- reject 23502: a null in a key
INSERT INTO countries (name) VALUES ('Nowhere');
-- reject 23503: a pair that is no region
INSERT INTO cities (name, region_country_code, region_name) VALUES ('X', 'NO', 'South');
