"""A rule is read from whatever is sent: what is wrong is named by its place, and nothing is gone through for ever."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.segments.faults import WrongRule
from bot.domain.segments.fields import FIELDS, INTENTS, MISSED_KEYS, OPERATORS
from bot.domain.segments.places import word_key
from bot.domain.segments.reading import read_rule
from bot.domain.segments.rules import EVERYBODY, list_conditions, list_saved, to_json
from tests.guards.named import ROOT

FIVE = {"field": "orders.count", "is": "at_least", "value": 5}
CITY = {"field": "place.city", "is": "one_of", "value": ["Surat"]}
LOCALE = {"field": "customer.locale", "is": "one_of", "value": ["gu"]}


NO_LISTS: list[Any] = [[], "Surat", None, {}, ["x"] * 51]
NO_NUMBERS: list[Any] = [True, 5.0, "5", None, -1, 2**31, [5], float("inf")]
NO_DAYS: list[Any] = [0, True, "30", 3651, [30]]


def nested(levels: int) -> dict[str, Any]:
    """A rule so many levels deep."""
    rule: dict[str, Any] = FIVE
    for _ in range(levels - 1):
        rule = {"all": [rule]}
    return rule


def test_it_is_told_as_it_was_read() -> None:
    told = {"all": [FIVE, {"any": [CITY, {"not": {"segment": 12}}]}, {**FIVE, "days": 30}]}
    rule = read_rule(told)
    assert to_json(rule) == told
    assert list_saved(rule) == {12}
    assert [one.field for one in list_conditions(rule)] == ["orders.count", "place.city", "orders.count"]
    assert read_rule({"all": []}) == EVERYBODY
    assert to_json(read_rule(nested(6))) == nested(6)


WRONG: list[tuple[Any, str]] = [
    (None, ""),
    ([FIVE], ""),
    ({}, ""),
    ({"all": [FIVE], "any": [FIVE]}, ""),
    ({"all": [FIVE], "name": "x"}, ""),
    ({"any": []}, "/any"),
    ({"all": {"0": FIVE}}, "/all"),
    ({"all": [{"all": []}]}, "/all/0/all"),
    ({"all": [FIVE, {"not": 7}]}, "/all/1/not"),
    (nested(7), "/all/0" * 6),
    ({"segment": 0}, "/segment"),
    ({"segment": True}, "/segment"),
    ({"segment": 2**63}, "/segment"),
    ({"segment": "12"}, "/segment"),
    ({"field": "orders.cuont", "is": "at_least", "value": 5}, "/field"),
    ({"field": ["orders.count"]}, "/field"),
    (FIVE | {"sql": "1=1"}, "/sql"),
    (FIVE | {"is": "one_of"}, "/is"),
    (FIVE | {"is": {}}, "/is"),
    (FIVE | {"is": None}, "/is"),
    *((FIVE | {"value": bad}, "/value") for bad in NO_NUMBERS),
    *((FIVE | {"days": bad}, "/days") for bad in NO_DAYS),
    (LOCALE | {"days": 3}, "/days"),
    *((CITY | {"value": bad}, "/value") for bad in NO_LISTS),
    *((CITY | {"value": ["Surat", one]}, "/value/1") for one in ("", " ", "\u200b", "a\x00b", "x" * 61, 7, "\ud800")),
    (LOCALE | {"value": ["ta"]}, "/value/0"),
    ({"field": "place.pin", "is": "one_of", "value": ["3%"]}, "/value/0"),
    ({"field": "labels.has", "is": "one_of", "value": [True]}, "/value/0"),
    ({"field": "chat.wrote", "is": "ever", "value": 3}, "/value"),
    ({"field": "chat.wrote", "is": "in_last_days", "value": 3651}, "/value"),
    ({"field": "customer.birthday", "is": "in_month", "value": 13}, "/value"),
    ({"field": "rating.stars", "is": "at_most", "value": 0}, "/value"),
]


@pytest.mark.parametrize(("told", "pointer"), WRONG, ids=[str(place) for place in range(len(WRONG))])
def test_what_is_wrong_is_named(told: Any, pointer: str) -> None:
    with pytest.raises(WrongRule) as caught:
        read_rule(told)
    (fault,) = caught.value.faults
    assert "".join(f"/{part}" for part in fault.path) == pointer
    assert fault.problem
    assert fault.remedy


def test_all_that_is_wrong_is_named_at_once() -> None:
    with pytest.raises(WrongRule) as caught:
        read_rule({"all": [{"field": "x"}, FIVE, {"not": {"is": "x"}}]})
    assert [fault.path for fault in caught.value.faults] == [("all", 0, "field"), ("all", 2, "not")]


def test_nothing_is_gone_through_for_ever() -> None:
    million = [FIVE] * 1_000_000
    deep: Any = FIVE
    for _ in range(100_000):
        deep = {"not": deep}
    wide: Any = FIVE
    for _ in range(5):
        wide = {"all": [wide] * 50}
    for told in ({"all": million}, deep, wide, {"any": [{"all": [None] * 50}] * 50}, {str(n): n for n in range(10**5)}):
        with pytest.raises(WrongRule) as caught:
            read_rule(told)
        assert len(caught.value.faults) <= 51


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from([FIVE, CITY, LOCALE]),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["all", "any", "not", "segment", "field", "is", "value", "days"]), inner)
        ),
        max_leaves=12,
    )
)
def test_whatever_is_sent_is_a_rule_or_wrong(told: Any) -> None:
    with suppress(WrongRule):
        rule = read_rule(told)
        assert read_rule(to_json(rule)) == rule


def test_names_are_compared_whatever_their_letters() -> None:
    rule = read_rule(CITY | {"value": [" Surat", "SURAT", "सूरत", "বগুড়া", "বগুড়া"]})
    (condition,) = list_conditions(rule)
    assert condition.value == ("Surat", "सूरत", "বগুড়া")
    assert word_key("New  Delhi ") == word_key("NEW DELHI")


def test_every_field_can_be_asked_and_every_intent_is_there() -> None:
    assert {field.kind for field in FIELDS.values()} == set(OPERATORS)
    domain = (ROOT / "domain.yml").read_text(encoding="utf-8").split("entities:")[0].split()
    assert set(INTENTS) <= set(domain)
    sentences = (ROOT / "bot/locales/en/LC_MESSAGES/dastak.po").read_text(encoding="utf-8")
    assert all(f'msgid "{key}"' in sentences for keys in MISSED_KEYS.values() for key in keys)
