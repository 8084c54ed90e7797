"""Papers that the people room draws up."""
