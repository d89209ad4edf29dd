"""Exports and erasure of what is known of a person."""
