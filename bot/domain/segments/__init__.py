"""Segments: rules over a shop's customers, read, explained in a sentence, and tried on one person."""
