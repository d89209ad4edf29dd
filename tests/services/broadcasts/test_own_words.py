"""A broadcast that says a text of the shop's own: in whose language, with which link, code and buttons."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import select, update

from bot.bootstrap import Bot
from bot.db.campaign_texts import CampaignCode
from bot.db.conversations import Choice
from bot.db.links import Link
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Customer
from bot.db.shop import Merchant, Product
from bot.domain.campaign_texts import LocaleText
from bot.services.broadcasts import coupons, draft, launch, own_texts
from bot.services.broadcasts.draft import BadDraft
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import FakeMessenger
from tests.services.broadcasts.crowd import add_crowd, feed, freeze, leave_all, recipients, start, states
from tests.services.broadcasts.own import NAME, add_own, draft_own
from tests.services.shelf import change

CODE = {"en": LocaleText("Save {{amount}} with {{code}} on the new sarees of this month")}
COUPON = {"kind": "each", "code": "", "amount": 10_000, "minimum": 0, "ends_on": None}


def run(bot: Bot, broadcast_id: int, people: int) -> None:
    """Start a broadcast and hand all of it over."""
    start(bot, broadcast_id, people)
    freeze(bot, broadcast_id)
    feed(bot, broadcast_id)


def test_each_hears_it_in_their_own_language_or_the_fallback(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    ids = add_crowd(bot, cast, 3)
    for customer_id, (name, locale) in zip(ids, (("Asha", "en"), ("Ravi", "hi-Latn"), ("Mou", "bn")), strict=True):
        change(bot, Customer, customer_id, name=name, locale=locale)
    key = add_own(bot, cast)
    broadcast_id = draft_own(bot, cast, key, fallback_locale="hi")
    run(bot, broadcast_id, 3)
    written = {row.conversation_id: row for row in rows(bot, OutgoingMessage)}
    assert [row.locale for row in written.values()] == ["en", "hi", "hi"]
    assert "Hello Asha, the new sarees are here.\n\nSee them at " in written[min(written)].text
    assert "नमस्ते Ravi जी" in [row.text for row in written.values()][1]
    leave_all(bot)
    assert {letter.content_sid is not None for letter in messenger.letters} == {True}
    [first, *_] = messenger.letters
    assert [button.title for button in first.buttons] == ["Show me", "Not now", "No more offers"]


def test_a_link_is_counted_for_each_and_kept_for_nobody_who_gets_nothing(bot: Bot, cast: Cast) -> None:
    ids = add_crowd(bot, cast, 2)
    broadcast_id = draft_own(bot, cast, add_own(bot, cast))
    change(bot, Customer, ids[1], merged_into=ids[0])
    start(bot, broadcast_id, 1)
    change(bot, Customer, ids[1], merged_into=None)
    freeze(bot, broadcast_id)
    change(bot, Customer, ids[1], merged_into=ids[0])
    feed(bot, broadcast_id)
    links = [(link.customer_id, link.broadcast_id) for link in rows(bot, Link)]
    assert links == [(ids[0], broadcast_id)]
    shows = [choice.entities for choice in rows(bot, Choice) if choice.intent == "campaign_show"]
    assert shows[0]["url"].endswith(f"/l/{rows(bot, Link)[0].token}")


def test_a_code_is_given_to_one_and_who_comes_too_late_gets_nothing(bot: Bot, cast: Cast) -> None:
    ids = add_crowd(bot, cast, 3)
    key = add_own(bot, cast, texts=CODE, buttons=(), link_url="", coupon=COUPON)
    with bot.database.writing.begin() as db:
        text = own_texts.find_text(db, cast.shop, int(key.removeprefix("own.")))
        assert text is not None
        assert coupons.add_codes(db, text, ["AA-1", "AA-2"]) == 2
    broadcast_id = draft_own(bot, cast, key, values={})
    run(bot, broadcast_id, 3)
    assert states(bot, broadcast_id) == Counter({("handed_over", ""): 2, ("skipped", "no_code"): 1})
    given = {row.customer_id: row.code for row in rows(bot, CampaignCode)}
    assert given == {ids[0]: "AA-1", ids[1]: "AA-2"}
    texts = [row.text for row in rows(bot, OutgoingMessage)]
    assert ["AA-1" in texts[0], "AA-2" in texts[1], "₹100" in texts[0]] == [True, True, True]


def test_two_texts_are_given_by_who_somebody_is(bot: Bot, cast: Cast) -> None:
    add_crowd(bot, cast, 40)
    one, two = add_own(bot, cast, "en"), add_own(bot, cast, "en", name="Other")
    second = {"key": two, "values": {"name": NAME}, "percent": 50}
    broadcast_id = draft_own(bot, cast, one, second=second)
    run(bot, broadcast_id, 40)
    told = {row.outgoing_id: row.variant for row in recipients(bot, broadcast_id)}
    keys = {row.id: row.key for row in rows(bot, OutgoingMessage)}
    assert {keys[row_id or 0]: variant for row_id, variant in told.items()} == {one: "a", two: "b"}
    assert 8 < Counter(told.values())["b"] < 32


def test_a_number_that_presses_comes_from_the_catalogue(bot: Bot, cast: Cast) -> None:
    texts = {"en": LocaleText("Only {{left}} left of the red saree, have a look")}
    key = add_own(bot, cast, texts=texts, buttons=(), link_url="")
    with pytest.raises(BadDraft, match="stock"):
        draft_own(bot, cast, key, values={"left": {"text": "2"}})
    with bot.database.writing.begin() as db:
        sku = db.scalars(select(Product.sku).where(Product.merchant_id == cast.shop)).first()
        if sku is None:
            db.add(Product(merchant_id=cast.shop, sku="RED-1", title="Saree", category="saree", price=1, stock=3))
        db.execute(update(Product).where(Product.merchant_id == cast.shop).values(stock=3))
    add_crowd(bot, cast, 1)
    broadcast_id = draft_own(bot, cast, key, values={"left": {"stock": sku or "RED-1"}})
    run(bot, broadcast_id, 1)
    assert [row.text for row in rows(bot, OutgoingMessage)] == ["Only 3 left of the red saree, have a look"]


def test_who_has_nothing_to_stand_in_a_field_gets_nothing(bot: Bot, cast: Cast) -> None:
    add_crowd(bot, cast, 1)
    texts = {"en": LocaleText("Your order {{number}} goes well with the new sarees")}
    key = add_own(bot, cast, texts=texts, buttons=(), link_url="")
    broadcast_id = draft_own(bot, cast, key, values={"number": {"field": "last_order_number"}})
    run(bot, broadcast_id, 1)
    assert states(bot, broadcast_id) == Counter({("skipped", "empty_field"): 1})


def test_an_untried_text_is_not_started(bot: Bot, cast: Cast) -> None:
    add_crowd(bot, cast, 1)
    broadcast_id = draft_own(bot, cast, add_own(bot, cast), tried=False)
    with pytest.raises(launch.NotStarted, match="test"):
        start(bot, broadcast_id, 1)


def test_a_card_leaves_as_its_template_while_the_window_is_open(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    add_crowd(bot, cast, 1)
    broadcast_id = draft_own(bot, cast, add_own(bot, cast, picture=True))
    run(bot, broadcast_id, 1)
    change(bot, Merchant, cast.shop, name="Rangoli")
    leave_all(bot)
    [letter] = messenger.letters
    assert (letter.content_sid is not None, letter.variables and letter.variables["6"].endswith(".jpg")) == (True, True)


def test_a_draft_has_a_source_for_every_field(bot: Bot, cast: Cast) -> None:
    key = add_own(bot, cast)
    for values in ({}, {"name": NAME, "x": NAME}, {"name": {"field": "phone"}}, {"name": {"stock": "NO"}}):
        with pytest.raises(BadDraft):
            draft_own(bot, cast, key, values=values)
    with pytest.raises(BadDraft, match="percent"):
        draft_own(bot, cast, key, second={"key": key, "values": {"name": NAME}, "percent": 100})
    with bot.database.writing.begin() as db, pytest.raises(BadDraft):
        draft.add_draft(db, cast.other_shop, draft.BroadcastDraft("x", key, {"name": NAME}), bot.now())
