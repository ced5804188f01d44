"""Work-authorization planner: from an offer to the first lawful day of work, every date computed and explained."""
