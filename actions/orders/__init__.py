"""Which order is meant, whether it is the customer's own, and how it is told."""
