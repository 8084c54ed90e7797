"""Reforms: write one, run it, look at what it would do, compare runs."""
