"""Policy dossiers: from a review that the plan asks for to a registered paper."""
