"""The audit chain on screen, for auditors and administrators."""
