"""A person's own matters: signing in and out, second factor, acting role, language."""
