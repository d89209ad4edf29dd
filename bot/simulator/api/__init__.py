"""Twilio's REST API: messages, content templates, media, lists."""
