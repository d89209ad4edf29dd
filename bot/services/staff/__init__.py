"""The people of a shop: accounts, passwords, sessions, one-time links, and what they did."""
