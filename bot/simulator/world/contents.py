"""Content templates: rows, the rules they must keep, and WhatsApp's approval."""

from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import dataclass
from typing import Any

from bot.simulator.world.errors import TwilioError
from bot.simulator.world.ledger import new_sid
from bot.simulator.world.objections import objection
from bot.simulator.world.store import Store

KNOWN_TYPES = frozenset(
    [f"twilio/{name}" for name in ("text", "media", "location", "quick-reply", "list-picker", "call-to-action", "card")]
    + [f"twilio/{name}" for name in ("catalog", "carousel", "flows", "schedule", "pay")]
    + [f"whatsapp/{name}" for name in ("card", "authentication", "flows")]
)
ALWAYS_APPROVED = (
    "twilio/call-to-action",
    "twilio/card",
    "twilio/carousel",
    "whatsapp/card",
    "whatsapp/authentication",
)
STATUSES = ("unsubmitted", "received", "pending", "approved", "rejected", "paused", "disabled")
CATEGORIES = ("UTILITY", "MARKETING", "AUTHENTICATION")


@dataclass(frozen=True, slots=True)
class Content:
    """One template."""

    sid: str
    friendly_name: str
    language: str
    variables: dict[str, str]
    types: dict[str, dict[str, Any]]
    created: float
    updated: float
    name: str
    category: str
    status: str
    reason: str

    @property
    def approved(self) -> bool:
        return self.status == "approved"


def check_types(types: object) -> dict[str, dict[str, Any]]:
    """Refuse a content that Twilio would refuse (FACTS 4.2)."""
    if not isinstance(types, dict) or not types:
        raise TwilioError(20422, "types is required")
    for name, value in types.items():
        if name not in KNOWN_TYPES:
            raise TwilioError(20422, f"Unknown content type {name}")
        if not isinstance(value, dict):
            raise TwilioError(20422, f"{name} must be an object")
        _check_type(name, value)
    return types


def _check_type(name: str, value: dict[str, Any]) -> None:
    longest = 1600 if name == "twilio/text" else 1024
    body = value.get("body")
    if name in ("twilio/text", "twilio/quick-reply", "twilio/list-picker", "twilio/call-to-action") and not body:
        raise TwilioError(20422, f"{name}: body is required")
    if len(str(body or "")) > longest:
        raise TwilioError(20422, f"{name}: body is longer than {longest}")
    if name == "twilio/list-picker":
        _check_list(value)
    if name in ("twilio/quick-reply", "twilio/call-to-action"):
        actions = value.get("actions")
        if not isinstance(actions, list) or not 1 <= len(actions) <= 10:
            raise TwilioError(20422, f"{name}: 1 to 10 actions are required")
        if any(len(str(action.get("title", ""))) > 25 for action in actions):
            raise TwilioError(20422, f"{name}: a title is longer than 25")
    if name == "twilio/carousel" and not 1 <= len(value.get("cards") or []) <= 10:
        raise TwilioError(20422, "twilio/carousel: 1 to 10 cards are required")


def _check_list(value: dict[str, Any]) -> None:
    items = value.get("items")
    if not value.get("button") or len(str(value["button"])) > 20:
        raise TwilioError(20422, "twilio/list-picker: button (at most 20 characters) is required")
    # items may be filled in when sending, from a variable: then their number is only known there
    if isinstance(items, str):
        return
    if not isinstance(items, list) or not 1 <= len(items) <= 10:
        raise TwilioError(20422, "twilio/list-picker: 1 to 10 items are required")
    for item in items:
        too_long = len(str(item.get("item", ""))) > 24 or len(str(item.get("description") or "")) > 72
        if too_long or len(str(item.get("id", ""))) > 200:
            raise TwilioError(20422, "twilio/list-picker: an item is too long")


def create(store: Store, payload: dict[str, Any], now: float) -> Content:
    """Store a new template.

    Raises:
        TwilioError: when Twilio would refuse it.
    """
    types = check_types(payload.get("types"))
    variables = payload.get("variables") or {}
    if not payload.get("language") or not isinstance(variables, dict) or len(variables) > 100:
        raise TwilioError(20422, "language is required; at most 100 variables")
    sid = new_sid("HX")
    store.change(
        "INSERT INTO contents (sid, friendly_name, language, variables, types, created, updated)"
        " VALUES (?,?,?,?,?,?,?)",
        (
            sid,
            str(payload.get("friendly_name") or ""),
            str(payload["language"]),
            json.dumps({str(key): str(value) for key, value in variables.items()}),
            json.dumps(types),
            now,
            now,
        ),
    )
    return fetch(store, sid, now, 0)


def fetch(store: Store, sid: str, now: float, approval_seconds: float) -> Content:
    """A template; one that waits for approval is decided when its time has come.

    Raises:
        TwilioError: 20404 when there is none.
    """
    row = store.row("SELECT * FROM contents WHERE sid = ?", (sid,))
    if row is None:
        raise TwilioError(20404, f"The requested resource /Content/{sid} was not found")
    return _content(row, now, approval_seconds)


def own(store: Store, sid: str, account: str) -> None:
    """Note whose a template is; "": of the account of the settings."""
    if account:
        store.change("INSERT INTO owners (content, account) VALUES (?, ?)", (sid, account))


def check_owner(store: Store, sid: str, account: str) -> None:
    """Refuse what is another account's.

    Raises:
        TwilioError: 20404.
    """
    row = store.row("SELECT account FROM owners WHERE content = ?", (sid,))
    if (row["account"] if row else "") != account:
        raise TwilioError(20404, f"The requested resource /Content/{sid} was not found")


def page(store: Store, account: str, number: int, size: int, now: float, approval_seconds: float) -> list[Content]:
    """One page of an account's templates, newest first, and one more to show that there is a next page."""
    whose = "coalesce((SELECT account FROM owners WHERE content = contents.sid), '') = ?"
    ordered = f"SELECT * FROM contents WHERE {whose} ORDER BY seq DESC LIMIT ? OFFSET ?"
    rows = store.rows(ordered, (account, size + 1, number * size))
    return [_content(row, now, approval_seconds) for row in rows]


def submit(store: Store, content: Content, name: str, category: str, now: float) -> None:
    """Hand a template to WhatsApp: received, and decided a little later by `fetch`.

    Raises:
        TwilioError: when Twilio would refuse it.
    """
    if not re.fullmatch(r"[a-z0-9_]{1,512}", name):
        raise TwilioError(20422, "name must have lowercase letters, digits and _ only")
    if category not in CATEGORIES:
        raise TwilioError(20422, f"category must be one of {', '.join(CATEGORIES)}")
    if content.status not in ("unsubmitted", "rejected"):
        raise TwilioError(20422, f"the template is {content.status} already")
    store.change(
        "UPDATE contents SET name = ?, category = ?, status = 'received', reason = '', submitted = ?, updated = ?"
        " WHERE sid = ?",
        (name, category, now, now, content.sid),
    )
    others = "SELECT 1 FROM contents WHERE name = ? AND language = ? AND sid <> ? AND status <> 'rejected'"
    if store.row(others, (name, content.language, content.sid)):
        store.change("UPDATE contents SET submitted = NULL WHERE sid = ?", (content.sid,))
        decide(store, content.sid, "rejected", "There is a template of this name in this language already", now)


def decide(store: Store, sid: str, status: str, reason: str, now: float) -> int:
    """Set the approval by hand."""
    return store.change(
        "UPDATE contents SET status = ?, reason = ?, updated = ? WHERE sid = ?", (status, reason, now, sid)
    )


def recategorise(store: Store, sid: str, category: str, now: float) -> int:
    """Put it into another category than was asked for, as WhatsApp does on its own."""
    return store.change("UPDATE contents SET category = ?, updated = ? WHERE sid = ?", (category, now, sid))


def _content(row: sqlite3.Row, now: float, approval_seconds: float) -> Content:
    types, variables = json.loads(row["types"]), json.loads(row["variables"])
    status, reason = row["status"], row["reason"]
    if status == "received" and row["submitted"] is not None and now >= row["submitted"] + approval_seconds:
        reason = objection(types, variables)
        status = "rejected" if reason else "approved"
    return Content(
        sid=row["sid"],
        friendly_name=row["friendly_name"],
        language=row["language"],
        variables=variables,
        types=types,
        created=row["created"],
        updated=row["updated"],
        name=row["name"],
        category=row["category"],
        status=status,
        reason=reason,
    )
