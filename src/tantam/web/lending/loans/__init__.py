"""The loans of an area, one loan with its whole story, payments at the office and their reversal."""
