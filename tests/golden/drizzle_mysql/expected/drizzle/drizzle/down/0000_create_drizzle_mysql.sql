-- made by Tenon from model.tenon.yaml: change that, not this file

SET @tenon_sql_mode = @@sql_mode;
--> statement-breakpoint
SET sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_BACKSLASH_ESCAPES';
--> statement-breakpoint
DROP VIEW titles;
--> statement-breakpoint
ALTER TABLE users DROP FOREIGN KEY users_favourite_id_fkey;
--> statement-breakpoint
DROP TABLE user_followings;
--> statement-breakpoint
DROP TABLE posts;
--> statement-breakpoint
DROP TABLE users;
--> statement-breakpoint
SET sql_mode = @tenon_sql_mode;
