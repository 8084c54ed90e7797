"""The loans of a household, and how each balance came about."""
