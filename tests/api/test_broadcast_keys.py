"""Broadcasts by a program: the audit log names its key, and a key that may only read starts nothing."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.db.staff import AuditEntry
from bot.domain.access import Permission
from bot.services.shop import api_keys
from tests.api.people import Browser
from tests.cast import Cast
from tests.driver import rows
from tests.services.broadcasts.crowd import KEY, VALUES, add_crowd, approve

DRAFT = {"name": "Thanks", "key": KEY, "values": VALUES, "audience": {"agreed": True}}


def test_what_a_key_did_is_written_down_under_its_name(bot: Bot, cast: Cast) -> None:
    add_crowd(bot, cast, 2)
    with bot.database.writing.begin() as db:
        approve(db, cast.shop)
        scopes = [Permission.BROADCASTS_READ, Permission.BROADCASTS_WRITE]
        key_id, key = api_keys.add(db, cast.shop, "shop system", "s" * 40, bot.now(), scopes)
        _, reading = api_keys.add(db, cast.shop, "figures", "f" * 40, bot.now(), scopes[:1])
    nobody = Browser(bot, "")
    made = nobody.call("POST", "/broadcasts", DRAFT, Authorization=f"Bearer {key}").get_json()
    at = f"/broadcasts/{made['id']}"
    steps = [("start", {"expected": 2}), ("undo", None), ("start", {"expected": 2}), ("cancel", None)]
    for step, body in steps:
        assert nobody.call("POST", f"{at}/{step}", body, Authorization=f"Bearer {reading}").status_code == 403
        done = nobody.call("POST", f"{at}/{step}", body, Authorization=f"Bearer {key}")
        assert done.status_code == 200, done.text
    told = [(row.action, row.api_key_id, row.staff_id, row.detail) for row in rows(bot, AuditEntry)]
    assert told == [("broadcast.add", key_id, None, "")] + [
        (f"broadcast.{step}", key_id, None, "2" if body else "") for step, body in steps
    ]
