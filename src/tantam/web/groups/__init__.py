"""Savings-and-credit groups: list, one group, the commune's approval, contracts, papers."""
