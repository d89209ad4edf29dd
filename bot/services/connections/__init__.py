"""The accounts a shop connected: their secrets, pulls of their APIs, how complete they are, how they leave."""
