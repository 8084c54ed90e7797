"""What a change of policy would do: the law with an overlay, the households that it moves, the capital it needs."""
