"""The steps of a close."""
