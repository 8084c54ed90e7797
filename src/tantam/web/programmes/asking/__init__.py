"""Ask the law about a household of which only facts are known."""
