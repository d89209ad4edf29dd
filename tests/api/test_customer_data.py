"""What is held of a customer: handed out whole, or forgotten; by an owner alone."""

from __future__ import annotations

import json

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import InboundMessage
from bot.db.people import Customer, Identity
from bot.db.staff import AuditEntry
from bot.domain.access import StaffRole
from tests.api.inbox import add
from tests.api.people import Browser, browser_of
from tests.cast import ASHA, JOHN, Cast
from tests.driver import post, rows, whatsapp_form, work


@pytest.fixture
def owner(bot: Bot, cast: Cast) -> Browser:
    """An owner of a shop to which Asha has written."""
    post(bot, whatsapp_form("a secret word"))
    work(bot)
    return browser_of(bot, cast.shop, StaffRole.OWNER)


def test_an_export_holds_all_of_one_customer_and_nothing_of_another(bot: Bot, cast: Cast, owner: Browser) -> None:
    answer = owner.call("GET", f"/customers/{cast.asha}/export")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    held = json.loads(answer.data)
    assert [one["id"] for one in held["customers"]] == [cast.asha]
    assert [one["text"] for one in held["messages_from_them"]] == ["a secret word"]
    assert ASHA in answer.text
    assert JOHN not in answer.text
    assert [row.action for row in rows(bot, AuditEntry)] == ["customer.export"]


def test_whoever_is_forgotten_leaves_no_name_number_or_word(bot: Bot, cast: Cast, owner: Browser) -> None:
    for _ in range(2):
        assert owner.call("DELETE", f"/customers/{cast.asha}").status_code == 204
    held = owner.call("GET", f"/customers/{cast.asha}/export").text
    assert not [word for word in ("Asha", ASHA, "secret") if word in held]
    assert {row.text for row in rows(bot, InboundMessage)} == {""}
    assert [row.name for row in rows(bot, Customer) if row.merchant_id == cast.shop] == ["", "John D'Souza"]
    assert JOHN in [row.value for row in rows(bot, Identity)]
    assert [one["id"] for one in owner.call("GET", "/customers").get_json()["customers"]] == [cast.john]


@pytest.mark.parametrize("role", [StaffRole.AGENT, StaffRole.MARKETER])
def test_nobody_else_may(bot: Bot, cast: Cast, role: StaffRole) -> None:
    browser = browser_of(bot, cast.shop, role)
    stranger = browser_of(bot, cast.other_shop, StaffRole.OWNER)
    for method, path in (("GET", f"/customers/{cast.asha}/export"), ("DELETE", f"/customers/{cast.asha}")):
        assert browser.call(method, path).status_code == 403
        assert stranger.call(method, path).status_code == 404
    assert "Asha Patel" in [row.name for row in rows(bot, Customer)]


def test_nothing_is_written_to_whoever_is_forgotten(bot: Bot, cast: Cast, owner: Browser) -> None:
    path = f"/conversations/{add(bot, cast)}"
    body = {"text": "Hello", "seen": ""}
    assert owner.call("POST", f"{path}/messages", body, Idempotency_Key="before").status_code == 201
    assert owner.call("DELETE", f"/customers/{cast.asha}").status_code == 204
    assert owner.call("POST", f"{path}/messages", body, Idempotency_Key="after").status_code == 409
