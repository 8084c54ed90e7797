"""People who sign in, the roles they hold for units, and what a role may do and see."""
