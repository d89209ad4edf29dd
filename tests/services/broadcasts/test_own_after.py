"""After a text of the shop's own was sent: taps, clicks, the receipt by text, SMS instead, and what is forgotten."""

from __future__ import annotations

import json
from typing import Any

from bot import tasks
from bot.bootstrap import Bot
from bot.db.campaign_texts import CampaignCode
from bot.db.conversations import Choice
from bot.db.links import Link
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Consent, Customer
from bot.db.shop import Merchant
from bot.domain.access import StaffRole
from bot.domain.campaign_texts import LocaleText
from bot.services.broadcasts import coupons, own_texts
from bot.services.privacy import emptying, exports
from tests.api.people import browser_of
from tests.cast import Cast
from tests.driver import post, rows, whatsapp_form, work
from tests.fakes import FakeMessenger
from tests.services.broadcasts.crowd import add_crowd, feed, freeze, leave_all, phone_of, start
from tests.services.broadcasts.own import DLT, ENGLISH, NAME, add_own, draft_own
from tests.services.shelf import change


def run(bot: Bot, cast: Cast, key: str, people: int, **changes: Any) -> int:
    """A broadcast of a text to a crowd that has left; gives its id."""
    broadcast_id = draft_own(bot, cast, key, **changes)
    start(bot, broadcast_id, people)
    freeze(bot, broadcast_id)
    feed(bot, broadcast_id)
    leave_all(bot)
    return broadcast_id


def tap(bot: Bot, customer_id: int, place: int) -> None:
    """Somebody of the crowd taps a button."""
    choice = [one for one in rows(bot, Choice) if one.position == place][-1]
    form = whatsapp_form(choice.title, sender=phone_of(customer_id * 1000), ButtonPayload=choice.token)
    post(bot, form | {"ButtonText": choice.title})
    work(bot)


def test_taps_show_the_link_wait_and_stop(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    [customer_id] = add_crowd(bot, cast, 1)
    run(bot, cast, add_own(bot, cast, "en"), 1)
    token = rows(bot, Link)[0].token
    tap(bot, customer_id, 1)
    assert messenger.letters[-1].text == f"Here it is: https://shop.example.com/l/{token}"
    change(bot, Choice, rows(bot, Choice)[1].id, position=9)
    tap(bot, customer_id, 9)
    assert messenger.letters[-1].text.startswith("All right, not now.")
    tap(bot, customer_id, 3)
    assert [word.granted for word in rows(bot, Consent) if word.customer_id == customer_id][-1] is False


def test_a_receipt_is_told_by_text_and_language(bot: Bot, cast: Cast) -> None:
    add_crowd(bot, cast, 12)
    one, two = add_own(bot, cast, "en"), add_own(bot, cast, "en", name="Other")
    broadcast_id = run(bot, cast, one, 12, second={"key": two, "values": {"name": NAME}, "percent": 50})
    change(bot, Link, rows(bot, Link)[0].id, clicks=3)
    told = browser_of(bot, cast.shop, StaffRole.MARKETER).call("GET", f"/broadcasts/{broadcast_id}/receipt/texts")
    texts = told.get_json()["texts"]
    assert {text["key"]: text["variant"] for text in texts} == {one: "a", two: "b"}
    assert (sum(text["people"] for text in texts), sum(text["clicked"] for text in texts)) == (12, 1)
    assert {text["locale"] for text in texts} == {"en"}


def test_by_sms_it_leaves_as_it_is_registered_or_not_at_all(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    words = LocaleText(ENGLISH, ("Show me", "Not now"), "", "New sarees: {{link}} -Rangoli", DLT)
    change(bot, Merchant, cast.shop, sms_from="+15005550006")
    add_crowd(bot, cast, 1)
    key = add_own(bot, cast, "en", texts={"en": words})
    run(bot, cast, key, 1, by_sms=True)
    [row] = rows(bot, OutgoingMessage)
    change(bot, OutgoingMessage, row.id, state="failed", error_code=63024)
    tasks.react(bot, row.id)
    again = rows(bot, OutgoingMessage)[-1]
    token = rows(bot, Link)[0].token
    assert (again.id != row.id, again.shown_as) == (True, "text")
    assert again.text == f"New sarees: https://shop.example.com/l/{token} -Rangoli"


def test_a_code_is_shown_to_who_has_it_and_forgotten_with_them(bot: Bot, cast: Cast) -> None:
    [customer_id] = add_crowd(bot, cast, 1)
    texts = {"en": LocaleText("Save {{amount}} with {{code}} on the new sarees of this month")}
    coupon = {"kind": "each", "code": "", "amount": 10_000, "minimum": 0, "ends_on": None}
    key = add_own(bot, cast, texts=texts, buttons=(), link_url="", coupon=coupon)
    with bot.database.writing.begin() as db:
        text = own_texts.find_text(db, cast.shop, int(key.removeprefix("own.")))
        assert text is not None
        coupons.add_codes(db, text, ["AA-1", "AA-2"])
    run(bot, cast, key, 1, values={})
    with bot.database.writing.begin() as db:
        document = json.loads(exports.write_document(db, db.get_one(Customer, customer_id), bot.now()))
        assert [one["code"] for one in document["codes_given"]] == ["AA-1"]
        emptying.empty_people(db, cast.shop, [customer_id], bot.now())
        assert coupons.count_codes(db, text) == coupons.CodeCount(free=1, given=1)
    assert "AA-1" not in {row.code for row in rows(bot, CampaignCode)}
    assert "AA-1" not in str([(row.text, row.values) for row in rows(bot, OutgoingMessage)])
