"""Shopify: its webhooks read, its Admin API asked."""
