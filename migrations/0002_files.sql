-- Generated from src/schema.ts, then finished by hand: WITHOUT ROWID.
CREATE TABLE `files` (
	`hash` text PRIMARY KEY NOT NULL,
	`media_id` text NOT NULL,
	`name` text NOT NULL,
	`stray` text
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `files_media_id_unique` ON `files` (`media_id`);