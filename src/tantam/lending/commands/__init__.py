"""What changes a loan."""
