"""What is in a file that somebody sent: whether it is what its name says, and what of it is kept. Pure."""
