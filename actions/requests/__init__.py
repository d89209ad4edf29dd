"""Requests to the team: their kinds, drafts, orders, and what is said when one is noted."""
