"""What is reached outside: one adapter a file, behind ports that the engine names."""
