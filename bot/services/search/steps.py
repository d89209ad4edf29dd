"""A query taken apart into what is asked of the database, one thing after the other, the nearest first."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.db.search import SearchEntry
from bot.db.search_match import SearchMatch, matches
from bot.domain.search_key import find_words
from bot.domain.search_query import Condition, Operator, SearchQuery, Term
from bot.domain.search_tiers import Tier, list_tiers, list_unwanted
from bot.services.desk.folders import limit_to
from bot.services.search import people
from bot.services.search.conditions import Seeker, is_in_time, make_condition
from bot.services.search.texts import Question, Sought, Way, find_few, is_beyond, list_ways

MOST_NAMED = 3  # conversations of people of that name before the texts
_NAMED, _TEXTS = 0, 1  # numbers of the steps; texts have one for each nearness
_OF_TIME = (Operator.BEFORE, Operator.AFTER)


@dataclass(frozen=True, slots=True)
class SearchStep:
    """A thing to ask, in one of several ways (bot.services.search.texts); at most `most` rows are of use.

    Rows are (id, conversation, time), for texts also (side, id there).
    """

    number: int
    ways: Sequence[Way]
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
    return SearchStep(_TEXTS, [partial(_turned, statement)])


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
    yield SearchStep(_NAMED, [partial(_turned, statement)], most=MOST_NAMED)


def _turned(statement: Question, after: tuple[Any, int] | None, limit: int) -> Question:
    at, row_id = Conversation.active_at, Conversation.id
    beyond = statement if after is None else statement.where(is_beyond(at, row_id, after))
    return beyond.order_by(at.desc(), row_id.desc()).limit(limit)


def _texts(
    db: Session,
    seeker: Seeker,
    terms: Sequence[Term],
    where: Sequence[ColumnElement[bool]],
    times: Sequence[Condition],
) -> Iterator[SearchStep]:
    merchant_id = seeker.viewer.merchant_id
    unwanted = list_unwanted(merchant_id, terms)
    # What a viewer may see are many; what an operator says may be few.
    sought = Sought(seeker, times, where, find_few(db, where) if len(where) > len(limit_to(seeker.viewer)) else None)
    for tier in list_tiers(merchant_id, terms):
        ways = list_ways(db, sought, SearchMatch(tier.wanted, tier.above, unwanted))
        yield SearchStep(_TEXTS + tier.nearness, ways, tier)
