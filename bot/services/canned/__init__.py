"""Answers that a shop's people keep ready, and macros that do more with them."""
