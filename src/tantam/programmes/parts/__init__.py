"""Steps of writing that several commands share, also those of rooms above."""
