"""What closes a day."""
