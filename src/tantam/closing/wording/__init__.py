"""Why a day cannot be closed."""
