"""HTTP from machines."""
