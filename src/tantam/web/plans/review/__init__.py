"""The coordinator's queue: accepting and returning."""
