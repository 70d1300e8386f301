-- accept: a row comes, changes and goes
INSERT INTO accounts (owner, balance, password) VALUES ('o''x', 1.5, 'secret');
UPDATE accounts SET balance = 2;
DELETE FROM accounts;
-- gives insert,update,delete: the trail has all three
SELECT group_concat(action) FROM (SELECT action FROM account_audits ORDER BY id);
-- gives {"id":1}|{"id":1,"owner":"o'x","balance":1.5}|{"id":1,"owner":"o'x","balance":2}: before and after, without secrets
SELECT row_key, old_row, new_row FROM account_audits WHERE action = 'update';
-- gives 1: an insert has nothing before
SELECT old_row IS NULL FROM account_audits WHERE action = 'insert';
-- accept: a row of a composite key
INSERT INTO seats VALUES (1, 2, 'h');
-- gives {"row":1,"place":2}: its key
SELECT row_key FROM seat_audits;
-- accept: and one more account
INSERT INTO accounts (owner, balance, password) VALUES ('p', 1, 'secret');
-- gives 2: numbers do not come again
SELECT id FROM accounts;
