ALTER TABLE `flows` ADD `failure_subject` text;--> statement-breakpoint
-- Whoever is not there: a recovery of a name that nobody has is a row like any other. Its username key can't be typed, and no password opens it.
INSERT INTO `accounts` (`id`, `username`, `username_key`, `neighbour_key`, `name`, `facility`, `password_hash`, `created_at`, `disabled_at`)
VALUES ('nobody', '', 'NOBODY', '', '', '', '', 0, 0);
