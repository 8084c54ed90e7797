"""Savings-and-credit groups: members, boards, conventions, meetings, contracts of entrustment."""
