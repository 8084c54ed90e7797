"""The papers of loans, of requests for them and of sessions, filled in; Vietnamese only."""
