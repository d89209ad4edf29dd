"""Use cases: (session, values) in, values out. The database only, never the network, never a commit."""
