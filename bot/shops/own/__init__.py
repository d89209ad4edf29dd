"""A merchant's own system: the events of our API, and orders from a spreadsheet."""
