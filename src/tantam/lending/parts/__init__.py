"""Between the rows of loans, the core and the ledger."""
