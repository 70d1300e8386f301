-- accept: a row comes, changes, and goes
SET @app_current_user_id = '42';
INSERT INTO accounts (owner, balance, password, pin) VALUES ('ann', 1, 'geheim', '1234');
UPDATE accounts SET balance = 2;
DELETE FROM accounts;
-- gives insert,update,delete: in this order
SELECT group_concat(action ORDER BY id) FROM account_audits;
-- gives 42: by whom
SELECT DISTINCT changed_by FROM account_audits;
-- gives 0: without secrets
SELECT count(*) FROM account_audits WHERE concat(coalesce(old_row, ''), coalesce(new_row, '')) REGEXP 'geheim|1234|password|pin';
-- gives 1.00,1.00>2.00,2.00: each row before and after
SELECT group_concat(concat_ws('>', json_extract(old_row, '$.balance'), json_extract(new_row, '$.balance')) ORDER BY id) FROM account_audits;
-- accept: a key of two
INSERT INTO seats (`row`, place) VALUES (3, 4);
-- gives {"row": 3, "place": 4}: is in the trail, made by the session's user
SELECT row_key FROM seat_audits WHERE changed_by = 'root';
