"""A query taken apart into what is asked of the database, one thing after the other, the nearest first."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.db.conversations import Conversation
from bot.db.search import SearchEntry
from bot.db.search_match import SearchMatch, matches
from bot.domain.search_key import find_words
from bot.domain.search_query import Condition, Operator, SearchQuery, Term
from bot.domain.search_tiers import Nearness, Tier, list_tiers, list_unwanted
from bot.services.desk.folders import limit_to
from bot.services.search import people
from bot.services.search.conditions import Seeker, is_in_time, make_condition

MOST_NAMED = 3  # conversations of people of that name before the texts
_NAMED, _TEXTS = 0, 1  # numbers of the steps; texts have one for each nearness
LAST_STEP = _TEXTS + max(Nearness)
_OF_TIME = (Operator.BEFORE, Operator.AFTER)


@dataclass(frozen=True, slots=True)
class SearchStep:
    """A question whose rows are (id, conversation, time) and for texts (side, id there). `most` rows are of use."""

    number: int
    statement: Select[*tuple[Any, ...]]
    at: InstrumentedAttribute[Any]
    id: InstrumentedAttribute[int]
    tier: Tier | None = None
    most: int = sys.maxsize


def list_steps(db: Session, seeker: Seeker, query: SearchQuery) -> list[SearchStep]:
    """List what is to be asked, one after the other until a page is full; digits are settled first."""
    terms, where, times = list(query.terms), limit_to(seeker.viewer), list[Condition]()
    for one in query.conditions:
        if one.operator in _OF_TIME:
            times.append(one)
        elif one.operator is Operator.NUMBER:
            _settle(db, seeker, one, terms, where)
        else:
            where.append(make_condition(db, seeker, one))
    if not any(term.wanted for term in terms):
        return [_conversations(db, seeker, terms, where, times)] if terms or query.conditions else []
    return [*_named(seeker, terms, where, times), *_texts(db, seeker, terms, where, times)]


def _settle(db: Session, seeker: Seeker, asked: Condition, terms: list[Term], where: list[ColumnElement[bool]]) -> None:
    """Digits that are no number of anything known are looked for in what was written."""
    meant = people.find_number(db, seeker.viewer, str(asked.value))
    if meant is None:
        terms.append(Term(tuple(find_words(str(asked.value))), wanted=asked.wanted))
    else:
        its = Conversation.customer_id
        where.append(its.in_(meant) if asked.wanted else its.not_in(meant))


def _conversations(
    db: Session,
    seeker: Seeker,
    terms: Sequence[Term],
    where: Sequence[ColumnElement[bool]],
    times: Sequence[Condition],
) -> SearchStep:
    """Conversations themselves, none in which a word stands that is not wanted."""
    at = Conversation.active_at
    statement = select(Conversation.id, Conversation.id, at).where(at.is_not(None), *where)
    statement = statement.where(*(is_in_time(at, one, seeker.zone) for one in times))
    for choice in list_unwanted(seeker.viewer.merchant_id, terms):
        has_it = matches(SearchMatch((choice,)), db.get_bind().dialect.name)
        its = select(SearchEntry.id).where(SearchEntry.conversation_id == Conversation.id, has_it)
        statement = statement.where(~its.exists())
    return SearchStep(_TEXTS, statement, at, Conversation.id)


def _named(
    seeker: Seeker, terms: Sequence[Term], where: Sequence[ColumnElement[bool]], times: Sequence[Condition]
) -> Iterator[SearchStep]:
    """Conversations of people who are called what was typed, where it is nothing but words."""
    if times or any(term.exact or not term.wanted for term in terms):
        return
    name = " ".join(word.written for term in terms for word in term.words)
    customers = people.select_named(seeker.viewer.merchant_id, name, as_written=True)
    at = Conversation.active_at
    statement = select(Conversation.id, Conversation.id, at)
    statement = statement.where(at.is_not(None), *where, Conversation.customer_id.in_(customers))
    yield SearchStep(_NAMED, statement, at, Conversation.id, most=MOST_NAMED)


def _texts(
    db: Session,
    seeker: Seeker,
    terms: Sequence[Term],
    where: Sequence[ColumnElement[bool]],
    times: Sequence[Condition],
) -> Iterator[SearchStep]:
    merchant_id, entry = seeker.viewer.merchant_id, SearchEntry
    unwanted = list_unwanted(merchant_id, terms)
    columns = (entry.id, entry.conversation_id, entry.at, entry.side, entry.thing_id)
    of_talk = select(*columns).join(Conversation, Conversation.id == entry.conversation_id)
    of_talk = of_talk.where(entry.merchant_id == merchant_id, *where)
    of_talk = of_talk.where(*(is_in_time(entry.at, one, seeker.zone) for one in times))
    for tier in list_tiers(merchant_id, terms):
        match = SearchMatch(tier.wanted, tier.above, unwanted)
        statement = of_talk.where(matches(match, db.get_bind().dialect.name))
        yield SearchStep(_TEXTS + tier.nearness, statement, entry.at, entry.id, tier)
