"""What happened that may be worth telling, and the rules of the shop that decide whether it is told."""
