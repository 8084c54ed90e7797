"""Members' savings: accounts, moves and interest."""
