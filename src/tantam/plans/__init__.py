"""Action plans: annex → tasks → duties (task × unit × period) → submissions → reports."""
