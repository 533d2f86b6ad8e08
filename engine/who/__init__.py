"""Who there is, and who may see and do what."""
