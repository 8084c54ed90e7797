"""An account of a member's savings, and taking back at the office what a closed session recorded by mistake."""
