"""Pure functions of a customer's text: days, details, contradictions, refusals, words of a review."""
