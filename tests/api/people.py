"""People of the cast's shops who are logged in, and what they call."""

from __future__ import annotations

import itertools
from typing import Any

from werkzeug.test import Client, TestResponse

from bot.bootstrap import Bot
from bot.domain.access import StaffRole
from bot.services.staff import accounts, passwords, sessions
from tests.apps import app_of

PASSWORD = "four words of mine"
COOKIE = "__Host-dastak"
_numbers = itertools.count(1)


def add_person(bot: Bot, shop: int, email: str, role: StaffRole, password: str = "") -> int:
    """Add somebody who can log in; without a password by a session alone, which costs no hash."""
    with bot.database.writing.begin() as db:
        staff_id = accounts.add_member(db, shop, email, email.partition("@")[0].title(), role, bot.now())
        member = accounts.find_member(db, shop, staff_id or 0)
        assert member is not None
        accounts.choose_password(db, member, passwords.make_hash(password) if password else "$nobody knows")
        return member.id


class Browser:
    """A browser with a session; `csrf` goes with each change unless it is emptied."""

    def __init__(self, bot: Bot, token: str) -> None:
        self.client: Client = app_of(bot).test_client()
        self.csrf = sessions.make_csrf(token)
        if token:
            self.client.set_cookie(COOKIE, token, secure=True)

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> TestResponse:
        """Call the API as the pages do."""
        sent = {"X-CSRF-Token": self.csrf} | {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.open(f"/api/v1{path}", method=method, json=body, headers=sent)


def browser_of(bot: Bot, shop: int, role: StaffRole) -> Browser:
    """The browser of somebody new of this role."""
    number = next(_numbers)
    staff_id = add_person(bot, shop, f"{role}{number}@example.in", role)
    token = f"token-{number}"
    with bot.database.writing.begin() as db:
        member = accounts.find_member(db, shop, staff_id)
        assert member is not None
        sessions.open_session(db, member, token, bot.now())
    return Browser(bot, token)
