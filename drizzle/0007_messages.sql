CREATE TABLE `alarms` (
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`hour` text NOT NULL,
	`count` integer NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	`told_at` integer,
	PRIMARY KEY(`kind`, `subject`, `hour`)
);
--> statement-breakpoint
CREATE INDEX `alarms_untold` ON `alarms` (`first_at`) WHERE told_at is null;--> statement-breakpoint
CREATE TABLE `daily_sends` (
	`day` text NOT NULL,
	`channel` text NOT NULL,
	`country` text NOT NULL,
	`messages` integer NOT NULL,
	PRIMARY KEY(`day`, `channel`, `country`)
);
--> statement-breakpoint
CREATE TABLE `hook_counts` (
	`day` text NOT NULL,
	`provider` text NOT NULL,
	`outcome` text NOT NULL,
	`events` integer NOT NULL,
	PRIMARY KEY(`day`, `provider`, `outcome`)
);
--> statement-breakpoint
CREATE TABLE `number_lines` (
	`destination_key` text PRIMARY KEY NOT NULL,
	`line` text NOT NULL,
	`asked_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `pace` (
	`channel` text PRIMARY KEY NOT NULL,
	`next_at` integer NOT NULL,
	`gap` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `providers` (
	`name` text PRIMARY KEY NOT NULL,
	`failures` integer NOT NULL,
	`down_until` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `suppressions` (
	`destination_key` text PRIMARY KEY NOT NULL,
	`reason` text NOT NULL,
	`since` integer NOT NULL,
	`until` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `switches` (
	`channel` text PRIMARY KEY NOT NULL,
	`reason` text NOT NULL,
	`since` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `authenticators` ADD `extension` text;--> statement-breakpoint
ALTER TABLE `authenticators` ADD `country` text;--> statement-breakpoint
ALTER TABLE `challenges` ADD `extension` text;--> statement-breakpoint
ALTER TABLE `challenges` ADD `country` text;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `extension` text;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `country` text;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `prefix` text;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `provider` text;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `provider_error` text;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `not_before` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `sent_at` integer;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `delivered_at` integer;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `proved_at` integer;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `vain_tries` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `deliveries_by_prefix` ON `deliveries` (`prefix`,`created_at`) WHERE prefix is not null;--> statement-breakpoint
CREATE INDEX `deliveries_by_country` ON `deliveries` (`country`,`created_at`) WHERE country is not null;--> statement-breakpoint
CREATE INDEX `deliveries_by_time` ON `deliveries` (`created_at`);--> statement-breakpoint
CREATE INDEX `deliveries_turnless` ON `deliveries` (`stamp`) WHERE not_before = 0;--> statement-breakpoint
ALTER TABLE `flows` ADD `phone_extension` text;