"""A merchant's own system that hears what happens, and how it checks that it is ours."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

from werkzeug import Request, Response


class Ear:
    """A merchant's own system: keeps what it hears, and answers as it is told to."""

    def __init__(self) -> None:
        self.status, self.heard = 200, list[tuple[dict[str, str], bytes]]()

    def answer(self, request: Request) -> Response:
        self.heard.append((dict(request.headers), request.get_data()))
        return Response("", self.status)

    @property
    def told(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.heard]


def verify(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """As docs/webhooks.md shows it."""
    parts = [part.partition("=") for part in headers["Dastak-Signature"].split(",")]
    moment = next(value for name, _, value in parts if name == "t")
    wanted = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return any(hmac.compare_digest(wanted, value) for name, _, value in parts if name == "v1")
