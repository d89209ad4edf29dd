"""Checks that a request was signed by Twilio with one of the tokens we accept."""

from __future__ import annotations

from collections.abc import Sequence

from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict


class Signature:
    """Accepts any of several tokens, so that a token can be changed without losing a message."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self._validators = [RequestValidator(token) for token in tokens]

    def is_right(self, url: str, form: MultiDict[str, str], signature: str) -> bool:
        """Whether `signature` (X-Twilio-Signature) fits the address as Twilio called it and the form as sent.

        The official validator compares in constant time, knows the doubtful ports and repeated keys
        (FACTS 1.5). `url` is built from PUBLIC_URL, never from the Host header.
        """
        try:
            return bool(signature) and any(validator.validate(url, form, signature) for validator in self._validators)
        except ValueError:  # no address at all, so not one that Twilio called
            return False
