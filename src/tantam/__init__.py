"""Tận Tâm: social policy credit in a Vietnamese province."""
