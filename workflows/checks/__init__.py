"""What is proved of a service before anybody can publish it."""
