"""Households, persons, their dated statuses, and the official lists that change them."""
