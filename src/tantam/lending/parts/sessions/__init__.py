"""What is recorded in a session at a transaction point: the session held, sheets, vouchers, what is owed there."""
