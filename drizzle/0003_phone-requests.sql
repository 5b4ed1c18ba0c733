CREATE TABLE `phone_requests` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`cancel_digest` text NOT NULL,
	`created_at` integer NOT NULL,
	`ended_at` integer,
	`ending` text,
	`stamp` text NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `phone_requests_open` ON `phone_requests` (`account_id`) WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX `phone_requests_of_account` ON `phone_requests` (`account_id`,`created_at`);