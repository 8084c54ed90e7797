"""Overlays as people write and read them, and the assumptions that a run of them makes."""
