"""The lane of events as it runs in earnest, with two workers, and a shop with connections and approved templates."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from bench.posts import SHOP, Doors
from bench.systems import Running, free_ports, supervised
from bot.config import Settings
from bot.db.engine import Database, open_engine, sessions
from bot.db.migrate import upgrade
from bot.db.shop import Merchant
from bot.db.templates import Template
from bot.demo.seed import seed
from bot.domain.approvals import APPROVED
from bot.running import ROOT, processes
from bot.services.connections import accounts
from bot.services.connections.vault import Vault
from bot.services.templates import choosing, rows

PARTS = ("valkey", "web", "worker", "scheduler")


@dataclass(frozen=True, slots=True)
class Lane:
    """A started lane: its processes, its database, and where its webhooks go."""

    running: Running
    database: Database
    doors: Doors


@contextmanager
def started(var_dir: Path, sink_port: int, database_url: str) -> Iterator[Lane]:
    """Web, two workers, scheduler and Valkey over an empty database that gets the demo shop; all gone afterwards."""
    environ = {
        "PORT": str(free_ports()),
        "VAR_DIR": str(var_dir),
        "TWILIO_API_URL": f"http://127.0.0.1:{sink_port}",
        "DATABASE_URL": database_url,
    }
    settings = Settings.from_env(environ)
    upgrade(settings.database_url)
    seed(settings)
    database = sessions(open_engine(settings.database_url, pool_size=2))
    try:
        with database.writing.begin() as db:
            doors = furnish(db, settings)
        table = [each for each in processes.table(settings, Path(), ROOT) if each.name in PARTS]
        second = [replace(each, name="worker-2") for each in table if each.name == "worker"]
        with supervised(settings, [*table, *second], environ) as running:
            yield Lane(running, database, doors)
    finally:
        database.engine.dispose()


def furnish(db: Session, settings: Settings) -> Doors:
    """Connect a Shopify and a Shiprocket account, open the hours, approve every template; where their webhooks go."""
    now, vault, secret = datetime.now(UTC), Vault(settings.secret_key.split(",")), secrets.token_hex(16)
    merchant = db.query(Merchant).one()
    # Equal ends are the whole day: what is measured at night must not wait for the morning.
    merchant.courtesy_until, merchant.marketing_until = merchant.courtesy_from, merchant.marketing_from
    tokens = {}
    for kind, account in (("shopify", SHOP), ("shiprocket", "bench@example.com")):
        tokens[kind] = secrets.token_hex(16)
        accounts.add(db, vault, merchant.id, accounts.NewConnection(kind, account, [secret], {}, tokens[kind]), now)
    # Nobody has written to us: every notice leaves as a template, as most do.
    account = settings.twilio_account_sid
    rows.plan(db, merchant, account, choosing.list_wanted(db, merchant), settings.public_url, now)
    for row in db.query(Template):
        row.status, row.sid, row.checked_at = APPROVED, f"HX{row.id:032x}", now
    hooks = f"{settings.public_url}/hooks"
    return Doors(f"{hooks}/shopify/{tokens['shopify']}", f"{hooks}/logistics/{tokens['shiprocket']}", secret)
