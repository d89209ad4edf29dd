"""The search: its index, and what is found in it."""
