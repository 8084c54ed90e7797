"""Files and messages from outside, read into the shapes of the core."""
