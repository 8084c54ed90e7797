"""The commands of the plans room, a file a subject."""
