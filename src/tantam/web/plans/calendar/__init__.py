"""Deadlines as a list, and as a calendar that phones and Outlook subscribe to."""
