"""A Tuesday in a county: the cases a visitor tries, built by playing the services under a fake clock."""
