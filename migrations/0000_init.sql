-- Generated from src/schema.ts, then finished by hand: WITHOUT ROWID on comments, likes and media_cells, DESC in the key of likes.
CREATE TABLE `comments` (
	`media_pk` integer NOT NULL,
	`created_time` integer NOT NULL,
	`position` integer NOT NULL,
	`id` text NOT NULL,
	`user_pk` integer NOT NULL,
	`text` text NOT NULL,
	`author` text NOT NULL,
	PRIMARY KEY(`media_pk`, `created_time`, `position`, `id`),
	FOREIGN KEY (`media_pk`) REFERENCES `media`(`pk`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_pk`) REFERENCES `users`(`pk`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `likes` (
	`media_pk` integer NOT NULL,
	`created_time` integer NOT NULL,
	`position` integer NOT NULL,
	`user_pk` integer NOT NULL,
	`liker` text NOT NULL,
	PRIMARY KEY(`media_pk`, `created_time` DESC, `position`, `user_pk`),
	FOREIGN KEY (`media_pk`) REFERENCES `media`(`pk`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_pk`) REFERENCES `users`(`pk`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `likes_once` ON `likes` (`media_pk`,`user_pk`);--> statement-breakpoint
CREATE TABLE `locations` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text,
	`latitude` real,
	`longitude` real
);
--> statement-breakpoint
CREATE TABLE `media` (
	`pk` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`suffixed` integer NOT NULL,
	`user_pk` integer NOT NULL,
	`type` text NOT NULL,
	`created_time` integer NOT NULL,
	`filter` text,
	`caption` text,
	`tags` text NOT NULL,
	`users_in_photo` text NOT NULL,
	`images` text NOT NULL,
	`videos` text,
	`link` text,
	`latitude` real,
	`longitude` real,
	`location_id` integer,
	`point_shown` integer NOT NULL,
	`likes_base` integer NOT NULL,
	`comments_base` integer NOT NULL,
	`likes_count` integer NOT NULL,
	`comments_count` integer NOT NULL,
	`score` real,
	`digest` text NOT NULL,
	FOREIGN KEY (`user_pk`) REFERENCES `users`(`pk`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`location_id`) REFERENCES `locations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `media_id_unique` ON `media` (`id`);--> statement-breakpoint
CREATE INDEX `media_score` ON `media` (`score`,`pk`);--> statement-breakpoint
CREATE INDEX `media_user` ON `media` (`user_pk`);--> statement-breakpoint
CREATE TABLE `media_cells` (
	`audience` integer NOT NULL,
	`cell` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`audience`, `cell`, `at`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `users` (
	`pk` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`username` text NOT NULL,
	`full_name` text,
	`profile_picture` text,
	`bio` text,
	`website` text,
	`private` integer DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_id_unique` ON `users` (`id`);--> statement-breakpoint
CREATE INDEX `users_username` ON `users` (`username`);