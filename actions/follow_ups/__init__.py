"""Answers to what we said first: bad news, a failed payment, a missed delivery, a rating, a review."""
