"""Parts that several commands share: what is locked, settled, counted, and made duties of."""
