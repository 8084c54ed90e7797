"""What tests share: the cast, and ways to ask."""
