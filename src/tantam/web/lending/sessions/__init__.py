"""Sessions at transaction points."""
