-- Generated from src/schema.ts, then finished by hand: WITHOUT ROWID on like_slots, the triggers, and what is stored already.
CREATE TABLE `like_slots` (
	`media_pk` integer NOT NULL,
	`slot` integer NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`media_pk`, `slot`),
	FOREIGN KEY (`media_pk`) REFERENCES `media`(`pk`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `popular` (
	`half_life` integer NOT NULL,
	`claimed` integer NOT NULL
);
--> statement-breakpoint
INSERT INTO `popular` (`half_life`, `claimed`) VALUES (86400, 0);
--> statement-breakpoint
DROP INDEX `media_score`;--> statement-breakpoint
DROP INDEX `media_user`;--> statement-breakpoint
ALTER TABLE `media` ADD `ranked_time` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `media_user_score` ON `media` (`user_pk`,`score`,`pk`);--> statement-breakpoint
ALTER TABLE `users` ADD `score` real;--> statement-breakpoint
CREATE INDEX `users_score` ON `users` (`score`);
--> statement-breakpoint
-- The slot of a like is a 24th of the half-life, 0 for one without a time. The owner's own is counted, but not ranked.
CREATE TRIGGER `like_added` AFTER INSERT ON `likes` BEGIN
	INSERT INTO like_slots (media_pk, slot, n)
		SELECT m.pk, iif(new.created_time = 0, 0, max(1, new.created_time * 24 / p.half_life)), 1
		FROM media m, popular p WHERE m.pk = new.media_pk AND m.user_pk <> new.user_pk
		ON CONFLICT DO UPDATE SET n = n + 1;
	UPDATE media SET likes_count = likes_count + 1 WHERE pk = new.media_pk;
END;
--> statement-breakpoint
CREATE TRIGGER `like_removed` AFTER DELETE ON `likes` BEGIN
	UPDATE like_slots SET n = n - 1
		WHERE media_pk = (SELECT pk FROM media WHERE pk = old.media_pk AND user_pk <> old.user_pk)
			AND slot = (SELECT iif(old.created_time = 0, 0, max(1, old.created_time * 24 / half_life)) FROM popular);
	DELETE FROM like_slots WHERE n = 0 AND media_pk = old.media_pk
		AND slot = (SELECT iif(old.created_time = 0, 0, max(1, old.created_time * 24 / half_life)) FROM popular);
	UPDATE media SET likes_count = likes_count - 1 WHERE pk = old.media_pk;
END;
--> statement-breakpoint
-- score = top/24 + log2(sum of n * 2^((slot - top)/24)), top the latest slot. The photo itself, likes that an import only
-- counted and those without a time stand at the photo's own time, to the second: without likes the newest go first. So many
-- slots at most are looked at, the latest ones: no like costs more rows than that. Always in one order, so that equal counts
-- have equal scores, to the bit.
CREATE TRIGGER `media_ranked` AFTER UPDATE OF `likes_count`, `likes_base`, `ranked_time` ON `media` BEGIN
	UPDATE media SET score = (
		SELECT s.top / 24.0 + log2(s.base * pow(2, (s.own - s.top) / 24.0) + coalesce((
			SELECT sum(k.n * pow(2, (k.slot - s.top) / 24.0)) FROM (
				SELECT slot, n FROM like_slots WHERE media_pk = new.pk AND slot > 0 ORDER BY slot DESC LIMIT 400) k), 0))
		FROM (
			SELECT o.own, o.base, max(o.own, coalesce((SELECT max(slot) FROM like_slots WHERE media_pk = new.pk AND slot > 0), o.own)) AS top
			FROM (
				SELECT new.ranked_time * 24.0 / half_life AS own,
					1 + new.likes_base + coalesce((SELECT n FROM like_slots WHERE media_pk = new.pk AND slot = 0), 0) AS base
				FROM popular) o) s
		WHERE NOT (SELECT private FROM users WHERE pk = new.user_pk))
	WHERE pk = new.pk;
	UPDATE users SET score = (SELECT max(score) FROM media WHERE user_pk = new.user_pk)
		WHERE pk = new.user_pk AND score IS NOT (SELECT max(score) FROM media WHERE user_pk = new.user_pk);
END;
--> statement-breakpoint
CREATE TRIGGER `media_added` AFTER INSERT ON `media` BEGIN
	UPDATE media SET likes_count = likes_count WHERE pk = new.pk;
END;
--> statement-breakpoint
CREATE TRIGGER `media_removed` AFTER DELETE ON `media` BEGIN
	UPDATE users SET score = (SELECT max(score) FROM media WHERE user_pk = old.user_pk) WHERE pk = old.user_pk;
END;
--> statement-breakpoint
INSERT INTO like_slots (media_pk, slot, n)
	SELECT k.media_pk, 0, count(*) FROM likes k JOIN media m ON m.pk = k.media_pk AND m.user_pk <> k.user_pk GROUP BY k.media_pk;
--> statement-breakpoint
UPDATE media SET ranked_time = min(created_time, unixepoch());
