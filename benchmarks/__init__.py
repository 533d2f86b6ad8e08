"""Programs that print how fast things are, each beside the limit measured in the same run. See docs/speed.md."""
