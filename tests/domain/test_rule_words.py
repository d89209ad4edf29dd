"""When a rule is told and to whom, in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.moments import MomentKind
from bot.domain.own_rules import list_moments
from bot.domain.rule_words import MOMENTS, read_whom, say_notice
from bot.domain.rules import SEGMENTS, Rule, standard
from bot.domain.segments.explaining import Names, explain_rule

LATE = Rule("parcel_late", MomentKind.PARCEL_LATE, "notice.parcel_late")


def english(words: str, values: Mapping[str, object]) -> str:
    """As it is written."""
    return words.format_map(values)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "A parcel is late: at once"),
        ({"after": timedelta(days=1)}, "A parcel is late: 1 day later"),
        ({"after": timedelta(hours=36)}, "A parcel is late: 36 hours later"),
        ({"after": timedelta(minutes=90)}, "A parcel is late: 90 minutes later"),
        ({"hours": ("10:00", "19:00")}, "A parcel is late: at once, between 10:00 and 19:00"),
        ({"active": False, "title": "Sorry"}, "Sorry: at once (switched off)"),
    ],
)
def test_it_is_said(changes: dict[str, Any], sentence: str) -> None:
    assert say_notice(replace(LATE, **changes), "", english) == sentence


def test_whom_it_is_told_is_said_as_of_a_segment() -> None:
    whom = {
        "orders_at_least": 5,
        "orders_at_most": 9,
        "spent_at_least": 100000,
        "locales": ["gu"],
        "cities": ["Surat"],
        "in_segment": 3,
    }
    assert whom.keys() == SEGMENTS
    said = explain_rule(read_whom(replace(LATE, segment=whom)), Names(segments={3: "Loyal"}))
    assert said == (
        "5 or more orders, and at most 9 orders, and spent 100000 or more, and is answered in Gujarati, "
        "and had an order sent to Surat, and in “Loyal”"
    )
    assert say_notice(LATE, said, english) == f"A parcel is late: at once, to: {said}"


def test_every_moment_that_is_told_has_words() -> None:
    assert {rule.moment for rule in standard().values()} | set(list_moments()) <= set(MOMENTS)
