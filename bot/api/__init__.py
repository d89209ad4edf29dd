"""Our own HTTP API: events in, states and unconfirmed orders out."""
