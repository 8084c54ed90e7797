"""Setting a plan to work: who is meant, which periods are open, milestones."""
