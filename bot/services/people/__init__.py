"""Customers, what they agreed to, and the conversations they have with us."""
