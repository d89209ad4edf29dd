"""Rules over customers, without a database."""
