"""The register of people: search, one household, what is recorded about it, what leaves as a file."""
