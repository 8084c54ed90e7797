"""Loans on the screens of the staff."""
