"""The people room on the screens."""
