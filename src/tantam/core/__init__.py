"""Pure functions over facts: no Django, no input or output, no clock."""
