"""Answers from the shop: topics, products, PIN codes, rewards, consent, language, a person, small talk."""
