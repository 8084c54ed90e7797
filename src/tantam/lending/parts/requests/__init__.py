"""What the steps of a request have in common: who may take them, what is written, weighed and approved."""
