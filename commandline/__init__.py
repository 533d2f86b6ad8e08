"""What is typed: one command a file, on the same services, drafts and people as the screens."""
