"""Loans in the words of people."""
