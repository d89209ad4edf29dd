"""The HTTP API of Dastak: events in, states and unconfirmed orders out."""
