"""What is asked about loans."""
