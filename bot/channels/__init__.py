"""Ways to a customer, one folder a vendor; nothing else knows its name."""
