"""The organisation tree: communes, offices, the bank, the organisations, and the names they go by."""
