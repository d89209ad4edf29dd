"""Twilio: signature, parsing, sending, its error codes. Facts and their sources: docs/twilio.md."""
