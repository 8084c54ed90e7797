"""Django's admin for reference data only: communes, units, their names, people and their roles."""
