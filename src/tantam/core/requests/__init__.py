"""Requests for loans: which step comes next, what speaks against lending, and how a loan would be repaid."""
