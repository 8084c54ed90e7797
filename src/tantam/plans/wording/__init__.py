"""Words made from facts: reminders, their mail, names of periods."""
