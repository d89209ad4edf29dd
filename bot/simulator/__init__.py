"""A Twilio that runs on the developer's own machine, with a phone in the browser."""
