"""Screens of the plans room, a folder a journey."""
