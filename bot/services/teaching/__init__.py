"""What the assistant got wrong, what the shop's people teach it, and the models that are made of that."""
