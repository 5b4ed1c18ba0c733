DROP TABLE `portal_cases`;--> statement-breakpoint
DROP TABLE `portal_messages`;