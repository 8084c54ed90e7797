"""The periodic report: drawn, edited, issued, verified."""
