"""The phones that exist in the simulated world, and their settings."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from bot.simulator.world.phonebook import CUSTOMERS
from bot.simulator.world.store import Store

E164 = re.compile(r"\+[1-9]\d{7,14}")
SETTINGS = ("read_receipts", "on_whatsapp", "blocked", "hide_number")
STRANGER = 1000
SHOWN_STRANGERS = 60


@dataclass(frozen=True, slots=True)
class Phone:
    """A customer's phone. `place` orders the list: demo customers first."""

    number: str
    name: str
    locale: str
    story: str
    external_id: str
    suggestions: tuple[str, ...]
    read_receipts: bool
    on_whatsapp: bool
    blocked: bool
    hide_number: bool
    last_inbound: float | None

    def address(self, channel: str) -> str:
        """What Twilio puts into From; a WhatsApp user with a user name shows no number."""
        if channel == "sms":
            return self.number
        return f"whatsapp:{self.external_id if self.hide_number else self.number}"


def external_id(number: str) -> str:
    """A business-scoped user id, always the same for a number."""
    return "IN." + str(int(hashlib.sha256(number.encode()).hexdigest()[:13], 16))


def fill_phonebook(store: Store, callers: Path, demo: bool = True) -> None:
    """Put the demo customers in, once, where there is a demo, and whoever the file of callers names, each as [number,
    name, locale, wrote at, hides].

    The shop knows these from before the simulator began: they wrote at that time (seconds since 1970), by WhatsApp.
    """
    for place, person in enumerate(CUSTOMERS if demo else ()):
        add(
            store,
            person.number,
            person.name,
            person.locale,
            story=person.story,
            suggestions=person.suggestions,
            place=place,
        )
    known = json.loads(callers.read_text()) if callers.exists() else ()
    for number, name, locale, wrote_at, hides in known:
        if find(store, number) is None:
            add(store, number, name, locale)
            change(store, number, {"hide_number": hides})
            heard_from(store, number, wrote_at)


def add(
    store: Store,
    number: str,
    name: str = "",
    locale: str = "en",
    *,
    story: str = "",
    suggestions: tuple[str, ...] = (),
    place: int = STRANGER,
) -> None:
    """Add a phone unless the number is known."""
    store.change(
        "INSERT OR IGNORE INTO phones (number, name, locale, story, external_id, suggestions, place)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (number, name or number, locale, story, external_id(number), json.dumps(suggestions), place),
    )


def find(store: Store, number: str) -> Phone | None:
    """The phone with this number or WhatsApp user id."""
    row = store.row("SELECT * FROM phones WHERE number = ? OR external_id = ?", (number, number))
    return _phone(row) if row else None


def reach(store: Store, number: str) -> Phone:
    """The phone with this number, which comes into being when somebody writes to it."""
    phone = find(store, number)
    if phone is None:
        add(store, number)
        phone = find(store, number)
    assert phone is not None
    return phone


def listed(store: Store) -> list[Phone]:
    """Everyone added on purpose, then the strangers heard of last."""
    rows = store.rows("SELECT * FROM phones WHERE place < ? ORDER BY place", (STRANGER,))
    rows += store.rows(
        "SELECT * FROM phones WHERE place >= ? ORDER BY active DESC, number LIMIT ?", (STRANGER, SHOWN_STRANGERS)
    )
    return [_phone(row) for row in rows]


def change(store: Store, number: str, settings: dict[str, bool]) -> None:
    """Set some of SETTINGS."""
    for name in SETTINGS:
        if name in settings:
            store.change(f"UPDATE phones SET {name} = ? WHERE number = ?", (int(settings[name]), number))


def heard_from(store: Store, number: str, now: float) -> None:
    """The customer wrote: the 24-hour window begins anew."""
    store.change("UPDATE phones SET last_inbound = ?, active = ? WHERE number = ?", (now, now, number))


def _phone(row: sqlite3.Row) -> Phone:
    return Phone(
        number=row["number"],
        name=row["name"],
        locale=row["locale"],
        story=row["story"],
        external_id=row["external_id"],
        suggestions=tuple(json.loads(row["suggestions"])),
        read_receipts=bool(row["read_receipts"]),
        on_whatsapp=bool(row["on_whatsapp"]),
        blocked=bool(row["blocked"]),
        hide_number=bool(row["hide_number"]),
        last_inbound=row["last_inbound"],
    )
