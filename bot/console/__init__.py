"""HTTP from staff."""
