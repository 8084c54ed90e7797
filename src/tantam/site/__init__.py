"""The assembled application: settings, addresses, entry points."""
