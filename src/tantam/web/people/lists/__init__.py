"""Official lists: upload, columns, rows, difference, approval."""
