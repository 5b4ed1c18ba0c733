CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`username` text NOT NULL,
	`username_key` text NOT NULL,
	`neighbour_key` text NOT NULL,
	`name` text NOT NULL,
	`facility` text NOT NULL,
	`password_hash` text NOT NULL,
	`method` text,
	`created_at` integer NOT NULL,
	`registered_at` integer,
	`disabled_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_username_key` ON `accounts` (`username_key`);--> statement-breakpoint
CREATE INDEX `accounts_neighbour_key` ON `accounts` (`neighbour_key`);--> statement-breakpoint
CREATE TABLE `audit_events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`event` text NOT NULL,
	`account_id` text,
	`flow_id` text,
	`detail` text
);
--> statement-breakpoint
CREATE TABLE `authenticators` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`kind` text NOT NULL,
	`address` text NOT NULL,
	`address_key` text NOT NULL,
	`confirmed_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `authenticators_of_account` ON `authenticators` (`account_id`,`kind`,`address_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `authenticators_email` ON `authenticators` (`address_key`) WHERE kind = 'email';--> statement-breakpoint
CREATE TABLE `challenges` (
	`id` text PRIMARY KEY NOT NULL,
	`flow_id` text NOT NULL,
	`purpose` text NOT NULL,
	`destination` text NOT NULL,
	`destination_key` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`sends` integer DEFAULT 0 NOT NULL,
	`last_sent_at` integer NOT NULL,
	`consumed_at` integer,
	`retired_at` integer,
	`created_at` integer NOT NULL,
	`stamp` text NOT NULL,
	FOREIGN KEY (`flow_id`) REFERENCES `flows`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `challenges_of_flow` ON `challenges` (`flow_id`,`purpose`,`created_at`);--> statement-breakpoint
CREATE TABLE `codes` (
	`challenge_id` text NOT NULL,
	`send` integer NOT NULL,
	`digest` text NOT NULL,
	`channel` text,
	`opened_at` integer,
	`expires_at` integer,
	PRIMARY KEY(`challenge_id`, `send`),
	FOREIGN KEY (`challenge_id`) REFERENCES `challenges`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `daily_totals` (
	`day` text NOT NULL,
	`channel` text NOT NULL,
	`messages` integer NOT NULL,
	PRIMARY KEY(`day`, `channel`)
);
--> statement-breakpoint
CREATE TABLE `deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`channel` text NOT NULL,
	`destination` text NOT NULL,
	`destination_key` text NOT NULL,
	`account_id` text NOT NULL,
	`client_key` text NOT NULL,
	`flow_id` text NOT NULL,
	`challenge_id` text,
	`send` integer,
	`state` text NOT NULL,
	`about` text,
	`detail` text,
	`rank` integer DEFAULT 0 NOT NULL,
	`provider_id` text,
	`tries` integer DEFAULT 0 NOT NULL,
	`keyings` integer DEFAULT 0 NOT NULL,
	`leased_until` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`stamp` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `deliveries_to` ON `deliveries` (`destination_key`,`created_at`);--> statement-breakpoint
CREATE INDEX `deliveries_of_account` ON `deliveries` (`account_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `deliveries_by_client` ON `deliveries` (`client_key`,`created_at`);--> statement-breakpoint
CREATE INDEX `deliveries_due` ON `deliveries` (`leased_until`) WHERE state = 'due';--> statement-breakpoint
CREATE INDEX `deliveries_at_provider` ON `deliveries` (`provider_id`);--> statement-breakpoint
CREATE INDEX `deliveries_of_flow` ON `deliveries` (`flow_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `failures` (
	`subject` text PRIMARY KEY NOT NULL,
	`count` integer NOT NULL,
	`locked_until` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`stamp` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `flows` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`secret_hash` text NOT NULL,
	`former_hash` text,
	`former_step` text,
	`rotated_at` integer NOT NULL,
	`step` text NOT NULL,
	`method` text,
	`email` text,
	`email_proved_at` integer,
	`password_hash` text,
	`phone` text,
	`phone_proved_at` integer,
	`created_at` integer NOT NULL,
	`resumed_at` integer,
	`expires_at` integer NOT NULL,
	`ended_at` integer,
	`stamp` text NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `flows_open_of_account` ON `flows` (`account_id`) WHERE ended_at is null;--> statement-breakpoint
CREATE TABLE `provider_events` (
	`id` text PRIMARY KEY NOT NULL,
	`received_at` integer NOT NULL,
	`stamp` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`secret_hash` text NOT NULL,
	`amr` text NOT NULL,
	`flow_id` text,
	`created_at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sessions_of_account` ON `sessions` (`account_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_of_flow` ON `sessions` (`flow_id`);--> statement-breakpoint
CREATE TABLE `portal_cases` (
	`id` text PRIMARY KEY NOT NULL,
	`subject` text NOT NULL,
	`case_number` text NOT NULL,
	`program_number` text NOT NULL,
	`contract` text NOT NULL,
	`case_type` text NOT NULL,
	`consumer_id` text NOT NULL,
	`consumer_name` text NOT NULL,
	`date_of_birth` text NOT NULL,
	`last_modified` integer NOT NULL,
	`state` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `portal_cases_of_subject` ON `portal_cases` (`subject`,`state`,`last_modified`);--> statement-breakpoint
CREATE TABLE `portal_messages` (
	`id` text PRIMARY KEY NOT NULL,
	`subject` text NOT NULL,
	`subject_line` text NOT NULL,
	`body` text NOT NULL,
	`at` integer NOT NULL,
	`read_at` integer
);
--> statement-breakpoint
CREATE INDEX `portal_messages_of_subject` ON `portal_messages` (`subject`,`read_at`);