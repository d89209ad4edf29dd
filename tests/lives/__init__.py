"""A customer's whole way, from the cart to the review, with real parts and a clock that a test moves."""
