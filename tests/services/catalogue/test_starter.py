"""The starter set: the same in all locales, and no word that a shop's settings would refuse."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from bot.db.inbox_settings import InboxSettings, make_defaults
from bot.db.shop import Merchant, PinArea
from bot.domain.faq import FaqChange, check_topics
from bot.domain.locale import CODES
from bot.services.catalogue.answers import find_answer
from bot.services.catalogue.faq import starter
from bot.services.catalogue.faq.fields import FIELDS
from bot.services.catalogue.faq.topics import FaqDeed
from bot.services.moments.kept import read_kept
from tests.services.conftest import NOW

_FIELD = re.compile(r"\{(\w+)\}")


def test_all_locales_are_alike() -> None:
    english = starter._read("en")
    for code in CODES:
        told = starter._read(code)
        assert list(told) == list(english)
        for slug, one in told.items():
            assert [needs for needs, _ in one["answer"]] == [needs for needs, _ in english[slug]["answer"]], slug
            for (_, text), (_, first) in zip(one["answer"], english[slug]["answer"], strict=True):
                assert sorted(_FIELD.findall(text)) == sorted(_FIELD.findall(first)), f"{slug} ({code})"
                assert set(_FIELD.findall(text)) <= FIELDS.keys()


def test_an_empty_shop_gets_what_its_settings_keep(db: Session) -> None:
    shop = Merchant(slug="new", name="New Shop")
    db.add(shop)
    db.flush()
    kept = read_kept(db, shop.id)
    offered = starter.list_starters(db, shop, kept)
    for one in offered:
        if not one.missing:
            check_topics({one.slug: one.texts}, kept)
    assert {one.slug for one in offered if one.missing} == {"contact", "how_to_order", "loyalty", "privacy"}
    starter.start_answers(db, shop, None, CODES, kept, FaqDeed(FaqChange.STARTED, None, NOW))
    assert "checkout" in (find_answer(db, shop.id, "delivery_time", "en") or "")
    db.add(PinArea(merchant_id=shop.id, prefix="38", days_min=2, days_max=4, cod=False))
    db.add(InboxSettings(**{**_columns(make_defaults(shop.id)), "hours": {}}))
    shop.contact_phone = "+91 79 4000 1234"
    db.flush()
    starter.start_answers(db, shop, None, CODES, kept, FaqDeed(FaqChange.STARTED, None, NOW))
    assert "2 to 4 days" in (find_answer(db, shop.id, "delivery_time", "en") or "")
    assert "Not at present" in (find_answer(db, shop.id, "cod", "en") or ""), "cash is taken nowhere"
    contact = find_answer(db, shop.id, "contact", "hi")
    assert contact == "यहीं लिखिए, कभी भी। किसी से बात करनी हो तो +91 79 4000 1234 पर फोन कीजिए।"


def _columns(row: InboxSettings) -> dict[str, object]:
    return {name: value for name, value in vars(row).items() if not name.startswith("_")}
