"""The book on screen: trial balance, accounts, postings, entries by hand."""
