"""What moves requests for loans on, a list at a time."""
