-- accept: a row comes, changes, and goes
SELECT set_config('app.current_user_id', '42', true);
INSERT INTO accounts (owner, balance, password, pin) VALUES ('ann', 1, 'geheim', '1234');
UPDATE accounts SET balance = 2;
DELETE FROM accounts;
-- gives insert,update,delete: in this order
SELECT string_agg(action, ',' ORDER BY id) FROM account_audits;
-- gives 42: by whom
SELECT DISTINCT changed_by FROM account_audits;
-- gives 0: without secrets
SELECT count(*) FROM account_audits WHERE concat(old_row, new_row) ~ 'geheim|1234|password|pin';
-- gives 1.00,1.00>2.00,2.00: each row before and after
SELECT string_agg(concat_ws('>', old_row ->> 'balance', new_row ->> 'balance'), ',' ORDER BY id) FROM account_audits;
-- accept: a key of two
INSERT INTO seats ("row", place) VALUES (3, 4);
-- gives {"row": 3, "place": 4}: is in the trail, made by the session's user
SELECT row_key FROM seat_audits WHERE changed_by = session_user;
-- accept: a role that may not write the trail
SET ROLE clerk;
INSERT INTO accounts (owner, balance, password) VALUES ('bob', 1, 'x');
-- gives 4: leaves one all the same
SELECT count(*) FROM account_audits;
-- reject 42501: and can not forge it
SET ROLE clerk;
INSERT INTO account_audits (action) VALUES ('delete');
-- accept: a temporary table of that name
SET ROLE clerk;
CREATE TEMPORARY TABLE account_audits (action text, changed_by text, row_key jsonb, old_row jsonb, new_row jsonb);
INSERT INTO accounts (owner, balance, password) VALUES ('eve', 1, 'x');
-- gives 5: does not catch the trail
SELECT count(*) FROM account_audits;
