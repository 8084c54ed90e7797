"""The law in force, who may borrow under it, and what a reform would change."""
