"""The queries of the plans room, a file a question."""
