"""What waits for a person of the shop: handed-over conversations, requests, alerts."""
