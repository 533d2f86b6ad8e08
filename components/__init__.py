"""What can be asked: one kind of question a file. Pure: no disk, no clock, no screen."""
