"""What a household of the register may borrow, and the decisions that were kept."""
