-- gives admin guest null: rows are there
SELECT string_agg(name, ' ' ORDER BY name) FROM roles;
-- gives (1,,BB,admin,9,closed,-1234.50,0.25,"2026-01-31 07:00:00-05",2026-02-28,23:59:59,f,123e4567-e89b-12d3-a456-426614174000): each value is what the model says
SELECT (id, above_id, home_code, name, level, state, share, ratio, since, until, at_hour, is_ours, token)
FROM roles WHERE name = 'admin';
-- gives 18: a generated column counts
SELECT doubled FROM roles WHERE id = 1;
-- gives {"list": [1, -2.5, true, null, "true"], "name": "a \"b\"", "text": "it's \\ here"}: a document keeps its types
SELECT meta FROM roles WHERE id = 1;
-- gives 00ff10 a|b'|c"d|e\f|null 3|-1: bytes and lists
SELECT encode(code, 'hex') || ' ' || array_to_string(tags, '|') || ' ' || array_to_string(numbers, '|') FROM roles WHERE id = 1;
-- gives t: text keeps its lines and backslashes
SELECT note = E'two\nlines, a quote '' and a back\\slash' FROM roles WHERE id = 1;
-- gives 1 open t: what is left out has its default
SELECT level || ' ' || state || ' ' || left(is_ours::text, 1) FROM roles WHERE id = 7;
-- gives 7=1/- 3=1/AA 1=-/BB: references, some of them later
SELECT string_agg(id || '=' || coalesce(above_id::text, '-') || '/' || coalesce(home_code, '-'), ' ' ORDER BY name = 'admin', id DESC) FROM roles;
-- gives AA1>AA2 AA2>AA1 BB1>-: a circle of rows
SELECT string_agg(place_code || number || '>' || coalesce(after_place || after_number, '-'), ' ' ORDER BY place_code, number) FROM stays;
-- gives 8: numbering goes on
INSERT INTO roles (name) VALUES ('next') RETURNING id;
