"""Seals the secrets of shops and carriers: the database holds nothing that opens somebody's account."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

# Binds the key to this use: what else SECRET_KEY signs can never be mistaken for it.
PURPOSE = b"dastak secrets of connections, 1"


class Sealed(Exception):
    """What was sealed cannot be opened: SECRET_KEY is another than the one that sealed it."""

    def __init__(self) -> None:
        super().__init__(
            "SECRET_KEY has changed: add the former one after the new one, divided by a comma, "
            "or connect the shops and carriers again"
        )


class Vault:
    """Seals with the first key, opens with any: that is how SECRET_KEY is changed ("new,old")."""

    def __init__(self, keys: Sequence[str]) -> None:
        boxes = [Fernet(_derived(key)) for key in keys]
        self._newest, self._boxes = boxes[0], MultiFernet(boxes)

    def seal(self, values: Any) -> str:
        """Anything JSON can say, as text for a column."""
        return self._boxes.encrypt(json.dumps(values).encode()).decode()

    def open(self, text: str) -> Any:
        """What was sealed; None for the empty text, which is how a column without secrets looks.

        Raises:
            Sealed: none of the keys opens it.
        """
        if not text:
            return None
        try:
            return json.loads(self._boxes.decrypt(text.encode()))
        except InvalidToken as error:
            raise Sealed from error

    def seal_anew(self, text: str) -> str | None:
        """Seal with the first key what a former one sealed; None where the first has sealed it already, or nobody has.

        Raises:
            Sealed: none of the keys opens it.
        """
        if not text:
            return None
        try:
            self._newest.decrypt(text.encode())
        except InvalidToken:
            return self.seal(self.open(text))
        return None


def _derived(key: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(key.encode())
    return base64.urlsafe_b64encode(derived)
