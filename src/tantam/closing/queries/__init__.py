"""What is asked about closes."""
