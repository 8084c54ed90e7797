"""Notices: read them, follow them, mark them read."""
