"""Between the rows of loans, the core and the ledger; requests, sessions and savings have folders of their own."""
