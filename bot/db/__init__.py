"""The tables, by subject, and the queries and claims on them."""
