"""What is typed into the search box, read: every operator, and whatever else anybody may type."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.search_query import MOST_CHARACTERS, MOST_PIECES, Condition, Operator, Term, read_query


def _term(term: Term) -> str:
    joined = " ".join(word.written for word in term.words)
    return ("" if term.wanted else "-") + (f'"{joined}"' if term.exact else joined)


@pytest.mark.parametrize(
    ("typed", "operator", "value"),
    [
        ("from:asha", "from", "asha"),
        ('from:"asha patel"', "from", "asha patel"),
        ("from:“આશા પટેલ”", "from", "આશા પટેલ"),
        ("assignee:me", "assignee", "me"),
        ("OWNER:Assistant", "owner", "assistant"),
        ("in:snoozed", "in", "snoozed"),
        ("in:RESOLVED", "in", "resolved"),
        ("label:damage", "label", "damage"),
        ("locale:gu-latn", "locale", "gu-Latn"),
        ("channel:whatsapp", "channel", "whatsapp"),
        ("order:#1042", "order", "#1042"),
        ("awb:SR-149022", "awb", "SR-149022"),
        ("phone:00001", "phone", "00001"),
        ("phone:+91-98000", "phone", "9198000"),
        ("phone:૦૦૦૦૧", "phone", "00001"),
        ("is:unanswered", "is", "unanswered"),
        ("is:cod", "is", "cod"),
        ("has:photo", "has", "photo"),
        ("has:rating", "has", "rating"),
        ("before:2026-11-01", "before", date(2026, 11, 1)),
        ("after:२०२६-११-०१", "after", date(2026, 11, 1)),
        ("waiting>10m", "waiting", timedelta(minutes=10)),
        ("waiting>2H", "waiting", timedelta(hours=2)),
        ("1042", "number", "1042"),
        ("#1042", "number", "1042"),
        ("+919800000001", "number", "919800000001"),
        ("১০৪২", "number", "1042"),
    ],
)
@pytest.mark.parametrize("no", ["", "-"])
def test_it_reads_each_operator(typed: str, operator: str, value: object, no: str) -> None:
    query = read_query(no + typed)
    assert query.conditions == (Condition(Operator(operator), value, wanted=not no),)  # type: ignore[arg-type]
    assert query.terms == ()
    [told] = query.understood
    assert (told.operator, told.text) == (no + operator, no + typed.replace("“", '"').replace("”", '"'))


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("where is", ["where", "is"]),
        ('"where is" -order', ['"where is"', "-order"]),
        ('-"where is', ['-"where is"']),
        ("in:nowhere is: before:yesterday waiting>soon", ["in nowhere", "is", "before yesterday", "waiting soon"]),
        ("http://x.in/1 before:2026-13-45", ["http x in 1", "before 2026 13 45"]),
        ("IN-1042 2026-11-01", ["IN 1042", "2026 11 01"]),
        ('order"1042"', ["order", '"1042"']),
        ("waiting:10m phone:x owner:nobody's", ["waiting 10m", "phone x", "owner nobody s"]),
        ("' OR 1=1 -- ; DROP", ["OR", "1 1", "DROP"]),
        ("NEAR(a b) * ^ {x}: a*", ["NEAR a", "b", "x", "a"]),
        ('"" - " : > -: "', []),
        ("\x00\x1f’👍", []),
    ],
)
def test_what_is_no_operator_is_words(typed: str, terms: list[str]) -> None:
    query = read_query(typed)
    assert [_term(term) for term in query.terms] == terms
    assert query.conditions == ()
    assert len(query.understood) == len(terms)


def test_words_and_operators_stand_together() -> None:
    query = read_query('ऑर्डर in:resolved -label:damage "कहाँ है" 1042')
    assert [told.operator for told in query.understood] == ["word", "in", "-label", "exact", "number"]
    assert [_term(term) for term in query.terms] == ["ऑर्डर", '"कहाँ है"']
    assert [one.operator for one in query.conditions] == [Operator.IN, Operator.LABEL, Operator.NUMBER]


@given(st.text(st.one_of(st.characters(), st.sampled_from(' "-:>\x00*()in:from:')), max_size=300))
def test_it_reads_whatever_is_typed(typed: str) -> None:
    query = read_query(typed)
    assert len(query.understood) == len(query.terms) + len(query.conditions)


@pytest.mark.parametrize("typed", ["a" * 10_000, '"' * 10_000, "-" * 10_000, "a:" * 5_000, "a " * 5_000, "in:" * 4_000])
def test_of_ten_thousand_characters_it_reads_the_first(typed: str) -> None:
    query = read_query(typed)
    assert len(query.understood) <= MOST_PIECES
    assert sum(len(told.text) for told in query.understood) <= MOST_CHARACTERS
