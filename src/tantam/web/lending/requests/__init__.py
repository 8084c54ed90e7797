"""Requests for loans, from the group's list to the notice and the check of how the money is used."""
