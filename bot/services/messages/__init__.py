"""A message out as a row: its words, its state, and taking back what has not left."""
