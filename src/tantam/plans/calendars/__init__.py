"""Calendars from law/: reporting periods, and days off."""
