"""The shops and carriers a merchant has connected, and the secrets their webhooks are signed with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import Session

from bot.db.base import table_of
from bot.db.claims import insert_once
from bot.db.connections import Connection
from bot.domain.connections import ConnectionState
from bot.services.connections.vault import Vault

# A change of secrets takes a while to reach every sender (Shopify: an hour); older ones only help a thief.
SECRETS_KEPT = 3
HEARD_EVERY = timedelta(minutes=1)

_BY_TOKEN = select(Connection).where(
    Connection.kind == bindparam("kind"),
    Connection.token == bindparam("token"),
    Connection.state.in_((ConnectionState.ACTIVE, ConnectionState.DISCONNECTED)),
)
_TABLE = table_of(Connection)
_HEARD = (
    update(_TABLE)
    .where(
        _TABLE.c.id == bindparam("connection"),
        or_(_TABLE.c.heard_at.is_(None), _TABLE.c.heard_at < bindparam("before")),
    )
    .values(heard_at=bindparam("now"))
)


@dataclass(frozen=True, slots=True)
class NewConnection:
    """An account to connect. `signing_secrets`: the newest first; `credentials`: what opens the other side's API.

    `token` goes into the webhook's address: random hex, for Shiprocket refuses addresses that spell "sr" or "kr".
    """

    kind: str
    account: str
    signing_secrets: Sequence[str]
    credentials: Mapping[str, Any]
    token: str


def add(db: Session, vault: Vault, merchant_id: int, new: NewConnection, now: datetime) -> Connection:
    """Connect an account; one that is there gets these secrets and credentials, keeps its token and is active again."""
    mine = {"merchant_id": merchant_id, "kind": new.kind, "account": new.account}
    insert_once(db, Connection, **mine, token=new.token, state=ConnectionState.ACTIVE, created_at=now)
    connection = db.scalars(select(Connection).filter_by(**mine).with_for_update()).one()
    connection.signing_secrets = vault.seal(list(new.signing_secrets)[:SECRETS_KEPT])
    connection.credentials = vault.seal(dict(new.credentials))
    if connection.state != ConnectionState.ACTIVE:
        # What was said before, a late "uninstalled" for one, was said of the former connection.
        connection.state, connection.created_at = ConnectionState.ACTIVE, now
    db.flush()
    return connection


def find_by_token(db: Session, kind: str, token: str) -> Connection | None:
    """The connection a webhook's address names; None when there is none or the merchant switched it off.

    A disconnected one is found: what a shop that left still has to say (erase its data) must reach us.
    """
    return db.scalars(_BY_TOKEN, {"kind": kind, "token": token}).first()


def read_signing_secrets(vault: Vault, connection: Connection) -> tuple[str, ...]:
    """What its webhooks may be signed with, the newest first; raises vault.Sealed."""
    return tuple(vault.open(connection.signing_secrets) or ())


def read_credentials(vault: Vault, connection: Connection) -> dict[str, Any]:
    """What opens the other side's API; {} when there is nothing; raises vault.Sealed."""
    return dict(vault.open(connection.credentials) or {})


def rotate(db: Session, vault: Vault, connection: Connection, new_secret: str) -> None:
    """Take a new signing secret; the ones before it hold until two newer ones have come."""
    locked = db.get_one(Connection, connection.id, with_for_update=True, populate_existing=True)
    before = [secret for secret in read_signing_secrets(vault, locked) if secret != new_secret]
    locked.signing_secrets = vault.seal([new_secret, *before][:SECRETS_KEPT])
    db.flush()


def list_connections(db: Session, merchant_id: int) -> list[Connection]:
    """The merchant's connections, the oldest first."""
    return list(db.scalars(select(Connection).where(Connection.merchant_id == merchant_id).order_by(Connection.id)))


def disconnect(db: Session, merchant_id: int, connection_id: int) -> bool:
    """Let go of an account: its credentials are forgotten; the signing secrets stay for what it says last.

    False when the merchant has no such connection.
    """
    query = select(Connection).where(Connection.merchant_id == merchant_id, Connection.id == connection_id)
    connection = db.scalars(query.with_for_update()).first()
    if connection is None:
        return False
    connection.state, connection.credentials = ConnectionState.DISCONNECTED, ""
    db.flush()
    return True


def note_heard(db: Session, connection: Connection, now: datetime) -> None:
    """Note that a rightly signed webhook came; at most once a minute, for every webhook passes here."""
    before = now - HEARD_EVERY
    if connection.heard_at is None or connection.heard_at < before:
        db.connection().execute(_HEARD, {"connection": connection.id, "before": before, "now": now})
