"""What a service says happens to a case: from one step to the next, in time, by its tasks and letters."""
