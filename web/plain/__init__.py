"""The second face: plain pages for slow lines, for no JavaScript, and for whatever reads a page aloud."""
