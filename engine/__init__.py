"""What happens: cases, events, tasks, access, deadlines, messages. Pure but for its doors."""
