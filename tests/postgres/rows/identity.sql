-- gives 1: numbered
INSERT INTO normals (name) VALUES ('a') RETURNING id;
-- gives 7: but a number may be given
INSERT INTO normals (id, name) VALUES (7, 'b') RETURNING id;
