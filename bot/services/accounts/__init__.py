"""Accounts at Twilio: the installation's, and those that are shops' own."""
