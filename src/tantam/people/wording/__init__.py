"""What the people room writes on papers."""
