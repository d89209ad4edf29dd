"""A live simulator on a free port, and a shop's webhook at the edge of the network for it to call."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
import requests
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client
from werkzeug.serving import make_server

from bot.config import Settings
from bot.simulator.app import create_simulator
from bot.simulator.world.world import World
from tests.patience import PATIENCE
from tests.simulator.shop import Hit, Shop, open_shop

__all__ = ["Hit", "Shop"]
SERVICE = "MG" + "a" * 32
ASHA, RAHUL = "+919800000001", "+919800000002"


class OneHost(TwilioHttpClient):  # type: ignore[misc]  # the SDK ships no types
    """The SDK's client, with the scheme and host of every product replaced."""

    def __init__(self, base_url: str) -> None:
        super().__init__(timeout=PATIENCE)
        self.base = urlsplit(base_url)

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Response:
        there = urlsplit(url)._replace(scheme=self.base.scheme, netloc=self.base.netloc)
        return super().request(method, urlunsplit(there), *args, **kwargs)


@dataclass
class Simulator:
    """A running simulator and how tests speak to it."""

    url: str
    settings: Settings
    world: World
    client: Client
    shop: Shop

    def sim(self, method: str, path: str, body: Any = None) -> requests.Response:
        content = json.dumps({} if body is None else body)
        headers = {"Content-Type": "application/json"}
        return requests.request(method, f"{self.url}/sim{path}", data=content, headers=headers, timeout=PATIENCE)

    def write(self, number: str, text: str = "hello", channel: str = "whatsapp", **more: Any) -> str:
        answer = self.sim("POST", f"/phones/{number}/messages", {"channel": channel, "text": text, **more})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["sid"])

    def shown(self, number: str, channel: str = "whatsapp") -> list[dict[str, Any]]:
        return list(self.sim("GET", f"/phones/{number}/messages?channel={channel}").json()["messages"])

    def send(self, to: str = f"whatsapp:{ASHA}", **fields: Any) -> Any:
        fields.setdefault("body", None if "content_sid" in fields else "Hello")
        if "messaging_service_sid" not in fields:
            ours = self.settings.twilio_sms_from
            fields.setdefault("from_", "whatsapp:" + self.settings.twilio_whatsapp_from if "whats" in to else ours)
        fields.setdefault("status_callback", f"{self.shop.url}/status?m=1")
        return self.client.messages.create(to=to, **{key: value for key, value in fields.items() if value is not None})

    def settle(self) -> None:
        """Everything in the background is done."""
        assert self.world.webhooks.drain(PATIENCE)
        assert self.world.callbacks.drain(PATIENCE)

    def until(self, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < end
            self.world.hub.wait_for(condition, 0.05)


@pytest.fixture
def shop() -> Iterator[Shop]:
    with open_shop() as shop:
        yield shop


@pytest.fixture
def simulator(tmp_path: Path, shop: Shop) -> Iterator[Simulator]:
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    environ = {"VAR_DIR": str(tmp_path), "PUBLIC_URL": shop.url, "TWILIO_MESSAGING_SERVICE_SID": SERVICE}
    settings = Settings.from_env(environ).at(f"http://127.0.0.1:{port}")
    app = create_simulator(settings)
    server = make_server("127.0.0.1", port, app, threaded=True, fd=listener.fileno())
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    shop.token = settings.twilio_auth_token
    url = str(settings.twilio_api_url)
    client = Client(settings.twilio_account_sid, settings.twilio_auth_token, http_client=OneHost(url))
    yield Simulator(url, settings, app.extensions["simulator"], client, shop)
    server.shutdown()
    listener.close()
