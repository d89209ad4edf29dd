"""The commands of `dastak` that a shop works with; bot/cli.py finds them here."""
