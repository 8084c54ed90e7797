"""Screens for staff: views parse, call one command or query, and answer."""
