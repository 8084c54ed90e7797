"""The views of a duty, a file a part of its life."""
