"""Setting a shop up: how far it is, step by step, until it is live."""
