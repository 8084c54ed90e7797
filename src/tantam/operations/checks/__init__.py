"""What the doctor looks at, a file a place."""
