"""The search of a shop's answers by meaning: sentence vectors, kept, and what is near enough."""
