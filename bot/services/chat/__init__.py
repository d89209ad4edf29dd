"""From a customer's message to a recorded answer: stored, in order, a turn each, without the model where that does."""
