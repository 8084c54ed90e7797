"""A policy dossier on paper: what is printed, as plain values, and its layout."""
