"""Which templates a shop wants: its active rules, in every locale, in its own words where they can be a template."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from bot.domain.locale import CODES
from bot.domain.rules import standard
from bot.services.moments import rules
from bot.services.templates import choosing
from bot.services.templates.choosing import WantedTemplate
from tests.services.templates.rows import add_shop, reword


def find(found: list[WantedTemplate], key: str, locale: str) -> WantedTemplate:
    [one] = [one for one in found if (one.wording.key, one.wording.locale) == (key, locale)]
    return one


def test_it_wants_every_active_notice_in_every_locale(db: Session) -> None:
    shop = add_shop(db)
    found = choosing.list_wanted(db, shop)
    active = {rule.key: rule for rule in standard().values() if rule.active}
    rare = [rule for rule in active.values() if rule.one_script]
    assert len(found) == (len(active) - len(rare)) * len(CODES) + len(rare) * 4
    assert len(found) <= 250  # what WhatsApp allows a business that is not verified
    assert {one.category for one in found if one.wording.key == "notice.late"} == {"UTILITY"}
    assert {one.category for one in found if one.wording.key == "notice.cart_1"} == {"MARKETING"}
    assert all(one.wording.with_picture for one in found if one.wording.key == "notice.cart_1")
    assert not any(one.flaws for one in found)


def test_it_follows_the_shops_switches(db: Session) -> None:
    shop = add_shop(db)
    rules.change(db, shop.id, "late", active=False)
    rules.change(db, shop.id, "in_transit", active=True)
    keys = {one.wording.key for one in choosing.list_wanted(db, shop)}
    assert "notice.late" not in keys
    assert "notice.in_transit" in keys


def test_it_uses_the_shops_own_words_and_titles(db: Session) -> None:
    shop, other = add_shop(db), add_shop(db, "other")
    reword(db, shop, "notice.late", "hi-Latn", "Sorry, order {number} late hai, {why} Thoda intezaar kijiye.")
    reword(db, shop, "button.person", "hi-Latn", "Baat karein")
    mine = find(choosing.list_wanted(db, shop), "notice.late", "hi-Latn").wording
    assert mine.body.startswith("Sorry, order {{1}} late hai, {{2}}")
    assert (mine.fields, mine.buttons) == (("number", "why"), ("Baat karein",))
    assert find(choosing.list_wanted(db, other), "notice.late", "hi-Latn").wording.buttons == ("Kisi se baat karein",)
    assert "Sorry" not in find(choosing.list_wanted(db, shop), "notice.late", "hi").wording.body


@pytest.mark.parametrize(
    "text", ["{number} is late", "Late: {why} {items} and more words", "50% off {", "{phone} late, so sorry"]
)
def test_it_keeps_the_catalogues_words_where_the_shops_cannot_be_a_template(db: Session, text: str) -> None:
    shop = add_shop(db)
    usual = find(choosing.list_wanted(db, shop), "notice.late", "en").wording
    reword(db, shop, "notice.late", "en", text)
    one = find(choosing.list_wanted(db, shop), "notice.late", "en")
    assert one.wording == usual
    assert all(str(flaw).startswith("notice.late in en: ") for flaw in one.flaws)
    assert one.flaws


def test_it_shows_the_reviewer_values_in_the_templates_language(db: Session) -> None:
    shop = add_shop(db, site_url="https://rangoli.example.com/")
    late = find(choosing.list_wanted(db, shop), "notice.late", "gu")
    samples = dict(zip(late.wording.fields, late.samples.values(), strict=False))
    assert samples["url"].startswith("https://rangoli.example.com/t/")
    assert any("\u0a80" <= letter <= "\u0aff" for letter in samples["why"])
    assert find(choosing.list_wanted(db, shop), "notice.cart_3", "en").samples["3"] == "₹1,299"


def test_alerts_need_templates_where_they_cannot_go_by_sms(db: Session) -> None:
    shop = add_shop(db)
    shop.alerts_to, shop.sms_from, shop.locale = "+919833333333", "+917900000001", "gu"
    assert not any(one.wording.key.startswith("owner.") for one in choosing.list_wanted(db, shop))
    shop.sms_from = None
    found = [one for one in choosing.list_wanted(db, shop) if one.wording.key.startswith("owner.")]
    assert [(one.wording.key, one.wording.locale, one.category, one.flaws) for one in found] == [
        ("owner.alert", "gu", "UTILITY", ()),
        ("owner.over", "gu", "UTILITY", ()),
    ]
