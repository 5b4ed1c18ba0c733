CREATE TABLE `domain_identities` (
	`id` text PRIMARY KEY NOT NULL,
	`issuer` text NOT NULL,
	`subject` text NOT NULL,
	`account_id` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `domain_identities_subject` ON `domain_identities` (`issuer`,`subject`);--> statement-breakpoint
CREATE TABLE `registration_codes` (
	`id` text PRIMARY KEY NOT NULL,
	`facility` text NOT NULL,
	`uses_left` integer NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `remembered_browsers` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`secret_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `remembered_browsers_of_account` ON `remembered_browsers` (`account_id`);--> statement-breakpoint
DROP INDEX `flows_open_of_account`;--> statement-breakpoint
ALTER TABLE `flows` ADD `journey` text DEFAULT 'registration' NOT NULL;--> statement-breakpoint
ALTER TABLE `flows` ADD `remember` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `flows` ADD `email_suffices` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `flows_open_registration` ON `flows` (`account_id`) WHERE ended_at is null and journey = 'registration';--> statement-breakpoint
CREATE INDEX `flows_of_account` ON `flows` (`account_id`,`journey`);--> statement-breakpoint
ALTER TABLE `accounts` ADD `joined_with` text;--> statement-breakpoint
ALTER TABLE `accounts` ADD `npi` text;--> statement-breakpoint
ALTER TABLE `authenticators` ADD `destination_key` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `purpose` text;--> statement-breakpoint
-- The digests of addresses that were confirmed before: only the messages that went there still know them.
UPDATE `authenticators` SET `destination_key` = coalesce((SELECT `destination_key` FROM `deliveries` WHERE `destination` = `address` LIMIT 1), '');--> statement-breakpoint
UPDATE `deliveries` SET `purpose` = (SELECT `purpose` FROM `challenges` WHERE `challenges`.`id` = `challenge_id`);
