"""Connecting shops and carriers: credentials tried first, kept sealed, webhooks registered where there is an API."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.db.connections import Connection
from bot.platforms import PATH, PLATFORMS, SHOPS
from bot.ports import ApiError
from bot.ports.platforms import Role
from bot.services.connections import accounts, pulls

if TYPE_CHECKING:  # the commands that only list do not wait for Twilio and Redis
    from bot.bootstrap import Bot

_HERE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Connected:
    """What came of it: the account's name, our address, topics registered now and refused, what went wrong besides."""

    name: str
    address: str
    secret: str
    made: Sequence[str] = ()
    refused: Sequence[str] = ()
    problem: str = ""


def connect(
    bot: Bot, merchant_id: int, kind: str, account: str, secret: str, credentials: Mapping[str, str]
) -> Connected:
    """Connect an account, or renew one that is there: its address and former signing secrets stay.

    `secret` "" keeps the signing secret there is, or makes one up.

    Raises:
        ApiError: the credentials were tried and refused; nothing is stored.
    """
    before = _secrets_before(bot, merchant_id, kind, account)
    newest = secret or next(iter(before), secrets.token_hex(24))
    kept = [newest, *(one for one in before if one != newest)]
    draft = Connection(
        kind=kind,
        account=account,
        credentials=bot.vault.seal(dict(credentials)),
        signing_secrets=bot.vault.seal(kept),
    )
    name = _try(bot, draft)
    with bot.database.writing.begin() as db:
        new = accounts.NewConnection(kind, account, kept, credentials, secrets.token_hex(16))
        stored = accounts.add(db, bot.vault, merchant_id, new, bot.now())
        pulls.plan(db, bot.now())
        pulls.resume(db, stored, bot.now())
    return _registered(bot, stored, name, newest)


def address_of(public_url: str, connection: Connection) -> str:
    """Where its webhooks go; "" for a kind that has none."""
    door = PLATFORMS[connection.kind].door
    return f"{public_url}{PATH}{door}/{connection.token}" if door else ""


def warnings(public_url: str, kind: str) -> list[str]:
    """Why the other side may not reach this address, or not take it."""
    parts = urlsplit(public_url)
    host = parts.hostname or ""
    found = []
    if host in _HERE:
        found.append(
            f"Dastak's address is {public_url}, which nobody outside this machine can reach: "
            "ask whoever runs it for one on the internet (PUBLIC_URL)"
        )
    elif parts.scheme != "https":
        found.append(
            f"Dastak's address is {public_url}, and shops and carriers call https:// alone: "
            "ask whoever runs it for such a one (PUBLIC_URL)"
        )
    face = PLATFORMS[kind]
    refused = face.connecting.refused_in_addresses if face.connecting else None
    named = refused.search(f"{host}{parts.path}") if refused else None
    if named:
        found.append(
            f"{face.name} refuses addresses with “{named[0]}” in them, as Dastak's has: "
            "ask whoever runs it for another host name (PUBLIC_URL)"
        )
    return found


def _try(bot: Bot, draft: Connection) -> str:
    """The account's name by its API; its own for a kind that has none. Raises ApiError."""
    face = PLATFORMS[draft.kind]
    if not face.api:
        return draft.account
    return bot.shop_api(draft).check() if face.role is Role.SHOP else bot.carrier_api(draft).check()


def _registered(bot: Bot, stored: Connection, name: str, secret: str) -> Connected:
    address = address_of(bot.settings.public_url, stored)
    if stored.kind not in SHOPS:
        return Connected(name, address, secret)
    api = bot.shop_api(stored)
    try:
        made = api.register(address)
    except ApiError as error:
        # What is stored is right; running the command again registers what is missing.
        return Connected(name, address, secret, problem=error.reason)
    refused: Any = getattr(api, "refused", ())
    return Connected(name, address, secret, made, tuple(refused))


def _secrets_before(bot: Bot, merchant_id: int, kind: str, account: str) -> tuple[str, ...]:
    with bot.database.reading.begin() as db:
        there = accounts.list_connections(db, merchant_id)
    for one in there:
        if (one.kind, one.account) == (kind, account):
            return accounts.read_signing_secrets(bot.vault, one)
    return ()
