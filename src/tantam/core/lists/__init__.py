"""Official lists of beneficiaries: what their columns mean, and what each row says or why it cannot be taken."""
