"""Requests for loans as they are read: lists of them, one list, what the law says, what is owed, checks to be made."""
