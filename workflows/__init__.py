"""What is written: words become faults with their lines, or a checked workflow. Pure."""
