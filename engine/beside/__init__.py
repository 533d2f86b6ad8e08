"""What people decide beside the course of a case. The course knows nothing of it."""
