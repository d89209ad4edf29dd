"""The Rasa servers one by one: which model each answers with, and another one sent to it (rasa_addons/switching.py)."""

from __future__ import annotations

from collections.abc import Sequence

import requests

from bot.ports.models import ModelRefused

# Loading a model takes some seconds of a busy machine.
ASKING, SENDING = (2.0, 5.0), (2.0, 120.0)


class RasaServers:
    """The ModelServers of bot.ports."""

    def __init__(self, addresses: Sequence[str], token: str) -> None:
        self.addresses = tuple(address.rstrip("/") for address in addresses)
        self._http = requests.Session()
        self._http.trust_env = False  # neighbours, never behind a proxy
        self._http.headers["Authorization"] = f"Bearer {token}"

    def name_at(self, address: str) -> str:
        """The name of the model that a server answers with.

        Raises:
            ModelRefused: it is away, or answers something else.
        """
        return self._ask("GET", address, ASKING)

    def put(self, address: str, archive: bytes) -> str:
        """Give a server another model; returns its name there.

        Raises:
            ModelRefused: it is away, or cannot load it; it goes on with the one it has.
        """
        return self._ask("PUT", address, SENDING, archive)

    def _ask(self, method: str, address: str, timeout: tuple[float, float], body: bytes | None = None) -> str:
        try:
            answer = self._http.request(
                method, f"{address}/webhooks/rest/model", data=body, timeout=timeout, allow_redirects=False
            )
            answer.raise_for_status()
            return str(answer.json()["model"])
        except (requests.RequestException, ValueError, KeyError, TypeError) as error:
            raise ModelRefused(type(error).__name__) from error
