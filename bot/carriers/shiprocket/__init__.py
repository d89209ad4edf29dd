"""Shiprocket: tracking by webhook and by AWB (FACTS 9.1 to 9.3)."""
