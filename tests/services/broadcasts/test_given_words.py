"""What a merchant gives for a field, or writes out in a text, keeps the rules that its texts keep."""

from __future__ import annotations

import pytest

from bot.bootstrap import Bot
from bot.db.shop import Merchant
from bot.domain.campaign_texts import LocaleText
from bot.services.broadcasts import draft, own_texts
from bot.services.broadcasts.draft import BadDraft, BroadcastDraft
from tests.cast import Cast
from tests.services.broadcasts.crowd import KEY, VALUES
from tests.services.broadcasts.own import SITE, text_of
from tests.services.shelf import change

WRONG = ("{{name}}", "https://evil.example/x", "bit.ly/abc", "only 2 left, hurry", "a\rb", "a\u2028b", "a\nb")


def test_words_for_a_field_are_refused_where_a_text_would_be(bot: Bot, cast: Cast) -> None:
    change(bot, Merchant, cast.shop, site_url=SITE)
    name = next(iter(VALUES))
    for words in WRONG:
        for source in ({"text": words}, {"field": "first_name", "default": words}):
            whole = BroadcastDraft("x", key=KEY, values=VALUES | {name: source})
            with bot.database.writing.begin() as db, pytest.raises(BadDraft, match=f"values: {name}"):
                draft.add_draft(db, cast.shop, whole, bot.now())


def test_the_shops_own_address_is_welcome(bot: Bot, cast: Cast) -> None:
    change(bot, Merchant, cast.shop, site_url=SITE)
    values = VALUES | {next(iter(VALUES)): {"text": f"{SITE}/new"}}
    with bot.database.writing.begin() as db:
        assert draft.add_draft(db, cast.shop, BroadcastDraft("x", key=KEY, values=values), bot.now()).id


def test_an_address_elsewhere_is_told_at_its_place(bot: Bot, cast: Cast) -> None:
    change(bot, Merchant, cast.shop, site_url=SITE)
    for place in ("body", "footer", "sms"):
        words = {"body": "The new sarees are here: look at them", place: "New sarees at www.evil.example/now today"}
        with bot.database.reading.begin() as db:
            shop = db.get_one(Merchant, cast.shop)
            told = text_of(texts={"en": LocaleText(**words)}, buttons=(), link_url="")  # type: ignore[arg-type]
            faults = own_texts.check_text(db, shop, told, bot.now().date())
        assert [("texts", "en", place)] == [one.path for one in faults if "evil.example" in one.problem]
