"""The whole system, started as `make run` starts it, with the demo shop and the simulator."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests
from sqlalchemy import select
from twilio.request_validator import RequestValidator

from bot.config import Settings
from bot.db.engine import Database, open_engine, sessions
from bot.db.migrate import upgrade
from bot.db.outgoing import OutgoingMessage
from bot.demo.seed import seed
from bot.running import ROOT, processes, ready, training
from bot.running.supervisor import Supervisor
from bot.simulator.world.phones import external_id
from tests.e2e.office import served
from tests.patience import PATIENCE
from tests.servers import free_ports

__all__ = ["served"]


@dataclass(frozen=True, slots=True)
class System:
    """A running copy, and how Twilio (the official SDK's signature) and a customer meet it."""

    settings: Settings
    supervisor: Supervisor
    database: Database
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def receive(self, sender: str, text: str, **more: str) -> int:
        """A signed webhook from outside; gives the HTTP status."""
        sid = f"SM{next(self.numbers):032x}"
        form = {
            "MessageSid": sid,
            "AccountSid": self.settings.twilio_account_sid,
            "From": f"whatsapp:{sender}",
            "To": f"whatsapp:{self.settings.twilio_whatsapp_from}",
            "Body": text,
            "NumMedia": "0",
        } | more
        url = f"{self.settings.public_url}/twilio/messages"
        signature = RequestValidator(self.settings.twilio_auth_token).compute_signature(url, form)
        answer = requests.post(url, data=form, headers={"X-Twilio-Signature": signature}, timeout=PATIENCE)
        return answer.status_code

    def write(self, sender: str, text: str, name: str = "Customer") -> int:
        """The same from the simulator's phone, which knows then that the 24-hour window is open; the HTTP status."""
        self.add_phone(sender, name)
        return self._sim(f"/phones/{sender}/messages", {"channel": "whatsapp", "text": text})

    def add_phone(self, sender: str, name: str) -> None:
        """Have somebody have a phone of the simulator's; one that is there already stays as it is."""
        self._sim("/phones", {"number": sender, "name": name})

    def hide_number(self, sender: str, name: str) -> str:
        """Have a phone's owner show a user name on WhatsApp and no number; returns the address that we see of them."""
        self.add_phone(sender, name)
        self._sim(f"/phones/{sender}", {"hide_number": True})
        return external_id(sender)

    def _sim(self, path: str, body: dict[str, Any]) -> int:
        return requests.post(f"{self.settings.simulator_url}/sim{path}", json=body, timeout=PATIENCE).status_code

    def outbox(self) -> list[dict[str, Any]]:
        """Every message our system has handed to Twilio, by Twilio's own list."""
        found: list[dict[str, Any]] = []
        path = f"/2010-04-01/Accounts/{self.settings.twilio_account_sid}/Messages.json?PageSize=1000"
        auth = (self.settings.twilio_account_sid, self.settings.twilio_auth_token)
        while path:
            page = requests.get(f"{self.settings.simulator_url}{path}", auth=auth, timeout=PATIENCE).json()
            found += [message for message in page["messages"] if message["direction"].startswith("outbound")]
            path = page["next_page_uri"]
        return found

    def told(self, receiver: str) -> list[str]:
        """The texts a customer got, oldest first."""
        return [m["body"] for m in reversed(self.outbox()) if m["to"] == f"whatsapp:{receiver}"]

    def rows(self) -> list[OutgoingMessage]:
        """Our own ledger."""
        with self.database.reading.begin() as db:
            return list(db.scalars(select(OutgoingMessage)))


def until(condition: Callable[[], Any], seconds: float = PATIENCE) -> bool:
    """Wait for a condition, at most so long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.2)
    return bool(condition())


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """All processes; SQLite, Valkey, Rasa with the trained model, the simulator."""
    environ = {"PORT": str(free_ports()), "VAR_DIR": str(tmp_path_factory.mktemp("system"))}
    settings = Settings.from_env(environ)
    model = training.ensure_model(ROOT, settings.var_dir / "log" / "train.log")
    upgrade(settings.database_url)
    seed(settings)
    environment = {**processes.shared_environment(settings), "DATABASE_URL": "", "REDIS_URL": "", "TWILIO_API_URL": ""}
    table = processes.table(settings, model, ROOT)
    engine = open_engine(settings.database_url)
    with Supervisor(settings.var_dir, ROOT, table, environment) as supervisor:
        ready.wait(supervisor, lambda _line: None)
        yield System(settings, supervisor, sessions(engine))
    engine.dispose()
