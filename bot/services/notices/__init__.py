"""From a planned notice to a message: whether it is still true, what it says, when it is held."""
