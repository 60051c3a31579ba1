-- Generated from src/schema.ts. What is deleted with a user, a place or an object is found without reading the rest.
CREATE INDEX `comments_user` ON `comments` (`user_pk`);--> statement-breakpoint
CREATE INDEX `files_name` ON `files` (`name`);--> statement-breakpoint
CREATE INDEX `likes_user` ON `likes` (`user_pk`);--> statement-breakpoint
CREATE INDEX `media_location` ON `media` (`location_id`) WHERE location_id IS NOT NULL;