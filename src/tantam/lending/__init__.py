"""Loans: what was agreed, what happened, what they stand at, and what of it goes into the ledger."""
