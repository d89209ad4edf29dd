"""In which language whoever asks is answered."""

from __future__ import annotations

from flask import has_request_context, request

from bot.locales.staff import ENGLISH, STAFF_LOCALES


def find_language() -> str:
    """Return the language in which sentences for people are told to whoever asks, by their Accept-Language."""
    if not has_request_context():
        return ENGLISH
    return request.accept_languages.best_match(STAFF_LOCALES, ENGLISH)
