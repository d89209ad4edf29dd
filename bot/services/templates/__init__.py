"""WhatsApp's templates: which are wanted, which are approved, how they are filled."""
