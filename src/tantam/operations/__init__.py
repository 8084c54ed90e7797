"""Keeping an installation well: backup, restore and the doctor; above the rooms, and knowing none by name."""
