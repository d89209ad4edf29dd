"""Broadcasts: the right people, once each, and a receipt that adds up."""
