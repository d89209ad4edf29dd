"""What the page of one customer needs: what a merge comes to, words of consent, a birthday, who was forgotten."""

from __future__ import annotations

from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.desk import Note
from bot.db.orders import Order
from bot.db.people import Consent, Customer, PointsEntry
from bot.db.shop import Merchant
from bot.db.staff import AuditEntry
from bot.domain.access import StaffRole
from tests.api.people import Browser, browser_of
from tests.cast import ASHA, JOHN, Cast
from tests.driver import post, rows, whatsapp_form, work
from tests.services.shelf import change


@pytest.fixture
def owner(bot: Bot, cast: Cast) -> Browser:
    """An owner of the cast's shop."""
    return browser_of(bot, cast.shop, StaffRole.OWNER)


def foreseen(browser: Browser, kept: int, other: int) -> Any:
    """What the API says that a merge would come to."""
    return browser.call("GET", f"/customers/{kept}/merge?other_id={other}")


@pytest.mark.parametrize(
    ("words", "agreed"),
    [
        ([("john", False), ("asha", True)], False),  # a newer yes of the one lifts no no of the other
        ([("asha", False), ("john", True)], False),
        ([("john", True)], True),
        ([], None),
    ],
)
def test_a_merge_comes_to_what_was_foreseen(
    bot: Bot, cast: Cast, owner: Browser, words: list[tuple[str, bool]], agreed: bool | None
) -> None:
    shop, now = {"merchant_id": cast.shop}, bot.now()
    with bot.database.writing.begin() as db:
        johns = shop | {"customer_id": cast.john}
        db.add(Order(**johns, number="1042", payment="paid", total=100, placed_at=now))
        db.add(PointsEntry(**johns, points=30, reason="order", at=now))
        for who, granted in words:
            of = shop | {"customer_id": cast.asha if who == "asha" else cast.john}
            db.add(Consent(**of, channel="sms", purpose="marketing", granted=granted, source="chat", at=now))
            db.flush()
    change(bot, Customer, cast.john, locale="hi", locale_chosen=True, birthday="02-29")
    told = foreseen(owner, cast.asha, cast.john).get_json()
    assert told["moved"] == {"orders": 1, "conversations": 0, "requests": 0, "points": 30}
    assert [told[of]["name"] for of in ("kept", "other")] == ["Asha Patel", "John D'Souza"]
    assert len(rows(bot, Consent)) == len(words)
    assert not [row for row in rows(bot, Customer) if row.merged_into]
    card = owner.call("POST", f"/customers/{cast.asha}/merge", {"other_id": cast.john}).get_json()
    for name in ("name", "locale", "birthday", "phones", "handles"):
        assert card[name] == told[name], name
    assert (told["phones"], told["locale"], told["birthday"]) == ([ASHA, JOHN], "hi", "02-29")
    stands = [{name: one[name] for name in ("channel", "purpose", "agreed")} for one in card["consents"]]
    assert stands == told["consents"]
    assert next(one["agreed"] for one in stands if one["channel"] == "sms" and one["purpose"] == "marketing") is agreed


def test_nothing_is_foreseen_of_who_is_no_one_person(bot: Bot, cast: Cast, owner: Browser) -> None:
    assert foreseen(owner, cast.asha, cast.asha).status_code == 409
    assert foreseen(owner, cast.asha, cast.meera).status_code == 404
    change(bot, Customer, cast.asha, birthday="01-01")
    change(bot, Customer, cast.john, birthday="01-02")
    assert "birthdays differ" in foreseen(owner, cast.asha, cast.john).get_json()["detail"]
    change(bot, Customer, cast.john, birthday=None)
    change(bot, Merchant, cast.shop, agents_see_numbers=False)
    agent = browser_of(bot, cast.shop, StaffRole.AGENT)
    assert foreseen(agent, cast.asha, cast.john).get_json()["phones"] == ["+91 ••••• 00001", "+91 ••••• 00004"]


def test_a_birthday_is_corrected_or_taken_away(bot: Bot, cast: Cast, owner: Browser) -> None:
    path = f"/customers/{cast.asha}"
    for typed, was, now in (("03-14", "", "03-14"), ("", "03-14", None)):
        changed = owner.call("PATCH", path, {"birthday": typed, "birthday_was": was})
        assert (changed.status_code, changed.get_json()["birthday"]) == (200, now)
    assert owner.call("PATCH", path, {"birthday": "03-15", "birthday_was": "03-14"}).status_code == 409
    for typed in ("14-03", "3-14", "14 March", "02-32"):
        assert owner.call("PATCH", path, {"birthday": typed}).status_code == 422
    assert [row.detail for row in rows(bot, AuditEntry)] == ["birthday", "birthday"]


def test_a_card_tells_words_of_consent_as_they_were_said(bot: Bot, cast: Cast, owner: Browser) -> None:
    of = {"merchant_id": cast.shop, "customer_id": cast.asha, "channel": "whatsapp", "at": bot.now()}
    with bot.database.writing.begin() as db:
        db.add(Consent(**of, purpose="marketing", granted=True, source="checkout"))
        db.flush()
        db.add(Consent(**of, purpose="any", granted=False, source="keyword", words="બંધ"))
    words = owner.call("GET", f"/customers/{cast.asha}").get_json()["words"]
    assert [(one["purpose"], one["granted"], one["source"], one["words"]) for one in words] == [
        ("any", False, "keyword", "બંધ"),
        ("marketing", True, "checkout", ""),
    ]


def test_who_was_forgotten_stays_so_and_is_written_down_once(bot: Bot, cast: Cast, owner: Browser) -> None:
    post(bot, whatsapp_form("hello"))
    work(bot)
    [talk] = rows(bot, Conversation)
    with bot.database.writing.begin() as db:
        db.add(Note(merchant_id=cast.shop, conversation_id=talk.id, text="lives by the lake", at=bot.now()))
    path = f"/customers/{cast.asha}"
    assert owner.call("GET", path).get_json()["forgotten"] is False
    assert "by the lake" in owner.call("GET", f"{path}/export").text
    for _ in range(2):
        assert owner.call("DELETE", path).status_code == 204
    card = owner.call("GET", path).get_json()
    assert (card["forgotten"], card["name"], card["phones"], card["notes"]) == (True, "", [], [])
    assert "by the lake" not in owner.call("GET", f"{path}/export").text
    assert [row.action for row in rows(bot, AuditEntry)].count("customer.erase") == 1
    assert owner.call("GET", f"/customers/{cast.john}").get_json()["forgotten"] is False
