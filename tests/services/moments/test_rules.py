"""The rules as data: all of them can be told in every locale; changes, segments and dry runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.bootstrap import Bot
from bot.domain.hours import opens_at
from bot.domain.locale import CODES
from bot.domain.moments import MomentKind
from bot.domain.rules import BadRule, BuyerTraits, Rule, check_segment, duration, is_for, standard, written
from bot.locales.catalogue import fields, has, sentence
from bot.services.messages.wording import OF_SHOP, BadWording, reword
from bot.services.moments import rules
from bot.services.notices.conditions import CONDITIONS
from bot.services.notices.fields import FIELDS
from bot.services.sending import dry_run
from bot.services.sending.dry_run import Rehearsal
from tests.cast import KEPT, Cast
from tests.fakes import ACCOUNT, PUBLIC_URL, FakeMessenger, Watch
from tests.services.shelf import messages, stock, tell


@pytest.mark.parametrize("rule", standard().values(), ids=lambda rule: rule.name)
def test_every_rule_has_its_words_its_fields_and_its_conditions(rule: Rule) -> None:
    assert has(rule.key)
    assert all(has(tap.key) for tap in rule.buttons)
    assert set(rule.only_if) <= set(CONDITIONS)
    for locale in CODES:
        unknown = fields(sentence(locale, rule.key)) - FIELDS - set(OF_SHOP)
        assert not unknown, f"{rule.key} in {locale}: bot/services/notices/fields.py fills no {sorted(unknown)}"


def test_marketing_is_never_urgent() -> None:
    assert not [rule.name for rule in standard().values() if rule.purpose == "marketing" and rule.urgent]


def test_it_refuses_a_rule_or_segment_it_does_not_know(bot: Bot, cast: Cast) -> None:
    with bot.database.writing.begin() as db, pytest.raises(BadRule, match="there is no rule nonsense"):
        rules.change(db, cast.shop, "nonsense", active=True)
    with pytest.raises(BadRule, match="favourite_colour"):
        check_segment({"favourite_colour": "red"})
    with pytest.raises(ValueError, match=r"nothing\.known"):
        MomentKind("nothing.known")


@pytest.mark.parametrize("text", ["", "1", "h", "-1h", "1.5h", "3w", "1h30m"])
def test_it_refuses_what_is_no_length_of_time(text: str) -> None:
    with pytest.raises(BadRule):
        duration(text)


@pytest.mark.parametrize(
    ("segment", "why"),
    [
        ({"orders_at_least": "5"}, "orders_at_least: write a whole number"),
        ({"orders_at_most": True}, "orders_at_most: write a whole number"),
        ({"spent_at_least": -1}, "spent_at_least: write a whole number"),
        ({"locales": "gu"}, "locales: write a list"),
        ({"locales": ["gu", "gujarati"]}, "gujarati is none of en, hi"),
        ({"cities": [1]}, "cities: write a list"),
        ({"cities": []}, "cities: write a list"),
    ],
)
def test_it_refuses_a_segment_that_nobody_can_be_compared_with(segment: dict[str, object], why: str) -> None:
    """It would be found out by a worker otherwise, at every customer."""
    with pytest.raises(BadRule, match=why):
        check_segment(segment)


@pytest.mark.parametrize("text", ["90m", "6h", "30h", "3d", "0m"])
def test_a_length_of_time_is_written_as_it_is_read(text: str) -> None:
    assert written(duration(text)) == text


@pytest.mark.parametrize(
    ("segment", "belongs"),
    [
        ({}, True),
        ({"orders_at_least": 5}, True),
        ({"orders_at_least": 6}, False),
        ({"orders_at_most": 4}, False),
        ({"spent_at_least": 1000001}, False),
        ({"locales": ["gu", "hi"]}, True),
        ({"locales": ["bn"]}, False),
        ({"cities": ["ahmedabad"]}, True),
        ({"in_segment": 12}, True),
        ({"in_segment": 13}, False),
    ],
)
def test_a_segment_says_who_hears_it(segment: dict[str, object], belongs: bool) -> None:
    assert is_for(segment, BuyerTraits(5, 1000000, "gu", "Ahmedabad", frozenset({12}))) == belongs


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-21T04:29:00", "2026-11-21T04:30:00"),
        ("2026-11-21T04:30:00", None),
        ("2026-11-21T14:29:59", None),
        ("2026-11-21T14:30:00", "2026-11-22T04:30:00"),
    ],
)
def test_hours_open_and_shut_to_the_minute(now: str, opens: str | None) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    expected = opens and datetime.fromisoformat(opens).replace(tzinfo=UTC)
    assert opens_at(at, "Asia/Kolkata", "10:00", "20:00") == expected


def test_a_dry_run_shows_what_would_be_sent_and_sends_nothing(
    bot: Bot, cast: Cast, watch: Watch, messenger: FakeMessenger
) -> None:
    shelf = stock(bot, cast)
    with bot.database.writing.begin() as db:
        rules.change(db, cast.shop, "in_transit", active=False)
    tell(bot, cast, shelf, "parcel.shipped")
    tell(bot, cast, shelf, "customer.birthday")
    watch.advance(hours=1)
    with bot.database.writing() as db:
        since = watch() - timedelta(days=7)
        names = frozenset({"shipped", "birthday"})
        played = list(dry_run.rehearse(db, cast.shop, Rehearsal(names, since, watch(), ACCOUNT, PUBLIC_URL)))
        db.rollback()
    assert {one.rule: one.outcome for one in played} == {"shipped": "text", "birthday": "no_consent"}
    assert "1042" in next(one.text for one in played if one.rule == "shipped")
    assert messages(bot) == []


@pytest.mark.parametrize(
    ("key", "text", "why"),
    [
        ("notice.shipped", "{phone} on its way", "phone"),
        ("notice.shipped", "{number", "out of place"),
        ("x.y", "a", "no"),
    ],
)
def test_it_refuses_words_that_could_not_be_filled(bot: Bot, cast: Cast, key: str, text: str, why: str) -> None:
    with bot.database.writing.begin() as db, pytest.raises(BadWording, match=why):
        reword(db, cast.shop, key, "en", text, KEPT)
