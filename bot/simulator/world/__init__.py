"""What the simulated Twilio knows: accounts, senders, phones, messages, templates, faults."""
