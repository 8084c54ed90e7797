"""The double-entry book: accounts, transfers between them, and what they come to on a day."""
