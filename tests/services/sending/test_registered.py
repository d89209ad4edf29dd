"""SMS to India of a shop that has registered: what is registered leaves, to the letter, and nothing else does."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.db.people import Identity
from bot.db.shop import Merchant
from bot.domain.dlt_rows import BadDlt, DltRow
from bot.services.templates import registering
from tests.cast import Cast
from tests.fakes import FakeMessenger
from tests.services.shelf import change, held, messages, run, stock, tell

ENTITY, TEMPLATE = "1" * 19, "2" * 19
KEY, LOCALE = "notice.shipped", "gu"


def _register(bot: Bot, shop: int, entity: str = ENTITY) -> None:
    change(bot, Merchant, shop, sms_to_india="registered", dlt_entity_id=entity, dlt_headers=["RANGLI-S", "612345-P"])


def _write(bot: Bot, cast: Cast, **other: str) -> DltRow:
    with bot.database.writing.begin() as db:
        shop = db.get_one(Merchant, cast.shop)
        [said] = [
            one.said
            for one in registering.list_sentences(db, shop, (LOCALE,), bot.now().date())
            if one.key == other.get("key", KEY)
        ] or [""]
        given = {"header": "RANGLI-S", "template_id": TEMPLATE, "kind": "service_implicit"}
        given |= {"text": registering.suggest_text(said, bot.settings.public_url), "key": KEY, "locale": LOCALE}
        row = DltRow(**(given | other))
        registering.write_row(db, shop, row, bot.now().date())
    return row


def _tell_by_sms(bot: Bot, cast: Cast) -> None:
    shelf = stock(bot, cast)
    with bot.database.writing.begin() as db:
        db.query(Identity).filter(Identity.customer_id == cast.asha).update({"not_on_whatsapp": True})
    tell(bot, cast, shelf, "parcel.shipped")
    run(bot)


def test_what_is_not_registered_does_not_leave(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    _register(bot, cast.shop)
    _tell_by_sms(bot, cast)
    assert (held(bot), messenger.letters) == ([("canceled", "not_registered")], [])


def test_what_is_registered_leaves_to_the_letter(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    _register(bot, cast.shop)
    _write(bot, cast)
    _tell_by_sms(bot, cast)
    [letter] = messenger.letters
    assert (letter.channel, letter.text) == ("sms", messages(bot)[0].text)
    with bot.database.reading.begin() as db:
        listed = registering.list_sentences(db, db.get_one(Merchant, cast.shop), (LOCALE,), bot.now().date())
    assert [one.fault for one in listed if one.key == KEY] == [""]


def test_without_an_entity_nothing_is_registered(bot: Bot, cast: Cast, messenger: FakeMessenger) -> None:
    _register(bot, cast.shop, entity="")
    _write(bot, cast)
    _tell_by_sms(bot, cast)
    assert messenger.letters == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("template_id", "12"),
        ("template_id", "2" * 18 + "x"),
        ("header", "OTHERS-S"),
        ("header", "612345-P"),
        ("kind", "gift"),
        ("text", "Other words {#alphanumeric#}"),
        ("text", ""),
        ("locale", "fr"),
        ("key", "notice.nothing"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(bot: Bot, cast: Cast, field: str, value: str) -> None:
    _register(bot, cast.shop)
    with pytest.raises(BadDlt) as refused:
        _write(bot, cast, **{field: value})
    assert refused.value.field == field
    assert refused.value.remedy
