"""Segments asked of both databases."""
