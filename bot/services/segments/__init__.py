"""Segments of a shop's customers: asked of the database, counted, kept, and said in words."""
