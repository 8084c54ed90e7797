"""One duty: reading it, writing its submission, taking its steps, deciding on it."""
