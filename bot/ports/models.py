"""The servers that run the dialogue model, and which model each of them has."""

from __future__ import annotations

from typing import Protocol


class ModelRefused(Exception):
    """A server is away, or cannot load the model; it goes on with the one it has."""


class ModelServers(Protocol):
    """Every Rasa server by itself, not the address that shares turns among them."""

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where they are."""

    def name_at(self, address: str) -> str:
        """The name of the model that a server answers with; raises ModelRefused."""

    def put(self, address: str, archive: bytes) -> str:
        """Give a server another model; returns its name there. Raises ModelRefused."""
