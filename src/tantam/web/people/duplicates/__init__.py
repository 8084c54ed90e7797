"""The same person twice: pairs to judge, merges to take back."""
