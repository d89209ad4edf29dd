"""The accounts of this Twilio: that of the settings, and further ones that somebody has added."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import asdict, dataclass, fields, replace

from bot.config import Settings
from bot.simulator.world.store import Store

SID, TOKEN = re.compile(r"AC[0-9a-fA-F]{32}"), re.compile(r"[0-9a-zA-Z]{16,64}")
STATUSES, KINDS = ("active", "suspended", "closed"), ("Full", "Trial")


@dataclass(frozen=True, slots=True)
class SimAccount:
    """An account: what lets one in, what it is called, its numbers ("" for none)."""

    sid: str
    token: str
    name: str = "Simulator"
    status: str = "active"
    kind: str = "Full"
    whatsapp: str = ""
    sms: str = ""
    advanced_opt_out: bool = False

    def address(self, channel: str) -> str:
        """The account's own address on a channel, or nothing."""
        if channel == "sms":
            return self.sms
        return f"whatsapp:{self.whatsapp}" if self.whatsapp else ""


def find(store: Store, settings: Settings, sid: str) -> SimAccount | None:
    """An account by its sid."""
    main = _main(settings)
    row = store.row("SELECT * FROM accounts WHERE sid = ?", (sid,))
    if sid != main.sid:
        return _read(row) if row else None
    if row is None:
        return main
    # Its numbers and its token are those of the settings, whatever else is said of it.
    said = _read(row)
    return replace(said, token=main.token, whatsapp=main.whatsapp, sms=main.sms)


def find_by_address(store: Store, settings: Settings, address: str) -> SimAccount | None:
    """The account that has a number."""
    main, number = _main(settings), address.removeprefix("whatsapp:")
    if number not in (main.whatsapp, main.sms):
        row = store.row("SELECT * FROM accounts WHERE whatsapp = ? OR sms = ?", (number, number)) if number else None
        return _read(row) if row else None
    return find(store, settings, main.sid)


def keep(store: Store, account: SimAccount) -> None:
    """Add an account, or put this in its place."""
    values = asdict(account)
    places = ", ".join("?" for _ in values)
    store.change(f"INSERT OR REPLACE INTO accounts ({', '.join(values)}) VALUES ({places})", tuple(values.values()))


def listed(store: Store, settings: Settings) -> list[SimAccount]:
    """Every account, that of the settings first."""
    main = _main(settings)
    others = store.rows("SELECT * FROM accounts WHERE sid <> ? ORDER BY sid", (main.sid,))
    return [find(store, settings, main.sid) or main, *map(_read, others)]


def _main(settings: Settings) -> SimAccount:
    return SimAccount(
        settings.twilio_account_sid,
        settings.twilio_auth_token,
        whatsapp=settings.twilio_whatsapp_from,
        sms=settings.twilio_sms_from,
    )


def _read(row: sqlite3.Row) -> SimAccount:
    given = {field.name: row[field.name] for field in fields(SimAccount)}
    return SimAccount(**given | {"advanced_opt_out": bool(row["advanced_opt_out"])})
