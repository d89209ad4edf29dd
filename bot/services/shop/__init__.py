"""A shop's own settings and the keys to its API."""
