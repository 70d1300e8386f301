-- gives 3	3	3: the rows are there
SELECT (SELECT count(*) FROM roles), (SELECT count(*) FROM stays), (SELECT count(*) FROM roles WHERE id IN (1, 3, 7));
-- gives -1234.50	0.2500000000	[1, -2.5, true, null, "true"]: as written
SELECT share, CAST(ratio AS decimal(12, 10)), json_extract(meta, '$.list') FROM roles WHERE id = 1;
-- gives 00FF10	b'	e\\f: bytes and elements
SELECT hex(code), json_unquote(json_extract(tags, '$[1]')), json_unquote(json_extract(tags, '$[3]')) FROM roles WHERE id = 1;
