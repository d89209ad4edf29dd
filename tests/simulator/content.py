"""Contents made through the official SDK."""

from __future__ import annotations

from typing import Any

from twilio.rest.content.v1.content import ContentList

from tests.simulator.conftest import Simulator


def create(simulator: Simulator, types: dict[str, Any], **fields: Any) -> str:
    payload = {"friendly_name": "x", "language": "en", "types": types, **fields}
    request = ContentList.ContentCreateRequest(payload)
    request.types = Raw(types)
    return str(simulator.client.content.v1.contents.create(request).sid)


class Raw:
    """The SDK's own classes of types lack fields; this hands ours through unchanged."""

    def __init__(self, types: dict[str, Any]) -> None:
        self.types = types

    def to_dict(self) -> dict[str, Any]:
        return self.types


def approve(simulator: Simulator, sid: str, status: str = "approved") -> None:
    assert simulator.sim("POST", f"/contents/{sid}/approval", {"status": status}).status_code == 200
