CREATE TABLE `cases` (
	`subject` text NOT NULL,
	`id` text NOT NULL,
	`case_number` text NOT NULL,
	`program_number` text NOT NULL,
	`contract` text NOT NULL,
	`case_type` text NOT NULL,
	`consumer_id` text NOT NULL,
	`consumer_name` text NOT NULL,
	`date_of_birth` text NOT NULL,
	`last_modified` integer NOT NULL,
	`state` text NOT NULL,
	PRIMARY KEY(`subject`, `id`)
);
--> statement-breakpoint
CREATE INDEX `cases_of_subject` ON `cases` (`subject`,`last_modified`);--> statement-breakpoint
CREATE TABLE `messages` (
	`subject` text NOT NULL,
	`id` text NOT NULL,
	`subject_line` text NOT NULL,
	`body` text NOT NULL,
	`at` integer NOT NULL,
	`read_at` integer,
	PRIMARY KEY(`subject`, `id`)
);
