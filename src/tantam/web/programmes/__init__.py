"""Screens of the loan programmes and of who may borrow."""
