"""Counts of what the shop's messages do."""
