CREATE TABLE `guard_counts` (
	`day` text NOT NULL,
	`facility` text DEFAULT '' NOT NULL,
	`mode` text NOT NULL,
	`outcome` text NOT NULL,
	`requests` integer NOT NULL,
	PRIMARY KEY(`day`, `facility`, `mode`, `outcome`)
);
--> statement-breakpoint
ALTER TABLE `flows` ADD `steps_up` text;--> statement-breakpoint
ALTER TABLE `flows` ADD `demands` text;