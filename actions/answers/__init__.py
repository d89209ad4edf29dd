"""Answers from the customer's orders: status, lookup, requests, cash on delivery, refunds, yes and no."""
