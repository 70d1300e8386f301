-- made by Tenon from model.tenon.yaml: change that, not this file

PRAGMA defer_foreign_keys = ON;
--> statement-breakpoint
DROP VIEW titles;
--> statement-breakpoint
DROP TABLE user_followings;
--> statement-breakpoint
DROP TABLE posts;
--> statement-breakpoint
DROP TABLE users;
