"""How texts are asked for, so that neither a common word nor a rare one takes long, the newest first.

PostgreSQL has one estimate for all words that it has not counted, and either reads every message back to the first one
for a word that nobody has said, or gathers a million for one that everybody says. So it is told what to do: the newest
are read, a bounded number of them; where those do not fill a page the word is rare, and its index is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from bot.db.conversations import Conversation
from bot.db.search import SearchEntry
from bot.db.search_match import SearchMatch, matches
from bot.domain.search_query import Condition
from bot.domain.search_words import Choice
from bot.services.search.conditions import Seeker, is_in_time

NEWEST = 20_000  # texts that are read one by one
SAMPLE, RARE = 5_000, 0.01  # texts by which it is told how common a word is, and the share that is rare
FEW = 2_000  # conversations whose texts are all looked through
Question = Select[*tuple[Any, ...]]
After = tuple[Any, int] | None  # the time and the id behind which a page begins
Way = Callable[[After, int], Question]  # which makes the question for a page of so many


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: by whom, when it was written, in which conversations; `few` their ids, if that is known."""

    seeker: Seeker
    times: Sequence[Condition]
    where: Sequence[ColumnElement[bool]]
    few: Sequence[int] | None


def find_few(db: Session, where: Sequence[ColumnElement[bool]]) -> Sequence[int] | None:
    """Find the conversations that texts are looked for in; None where they are many."""
    ids = db.scalars(select(Conversation.id).where(*where).limit(FEW + 1)).all()
    return ids if len(ids) <= FEW else None


def list_ways(db: Session, sought: Sought, match: SearchMatch) -> list[Way]:
    """List how to ask for texts, the quickest first; each but the last is enough where it fills a page."""
    if sought.few is not None or db.get_bind().dialect.name != "postgresql":
        return [partial(_ask_all, db, sought, match)]
    return [partial(_ask_newest, db, sought, match), partial(_ask_index, db, sought, match)]


def _ask_all(db: Session, sought: Sought, match: SearchMatch, after: After, limit: int) -> Question:
    entry = SearchEntry
    query = _columns(entry).where(*_own(sought, entry, after), matches(match, db.get_bind().dialect.name))
    if sought.few is not None:
        query = query.where(entry.conversation_id.in_(sought.few))
    else:
        query = query.join(Conversation, Conversation.id == entry.conversation_id).where(*sought.where)
    return query.order_by(entry.at.desc(), entry.id.desc()).limit(limit)


def _ask_newest(db: Session, sought: Sought, match: SearchMatch, after: After, limit: int) -> Question:
    entry = aliased(SearchEntry, _newest(_own(sought, SearchEntry, after), NEWEST))
    query = _columns(entry).join(Conversation, Conversation.id == entry.conversation_id)
    query = query.where(matches(match, "postgresql", entry), *sought.where)
    return query.order_by(entry.at.desc(), entry.id.desc()).limit(limit)


def _ask_index(db: Session, sought: Sought, match: SearchMatch, after: After, limit: int) -> Question:
    """Gather by the index what holds the rarest of what is looked for; the order must not lead anywhere else."""
    shares = _read_shares(db, sought, match.wanted)
    rarest = min(range(len(shares)), key=shares.__getitem__)
    if shares[rarest] < RARE:
        led_by = SearchMatch((match.wanted[rarest],))
    elif len(shares) > 1:
        led_by = match
    else:
        return _ask_all(db, sought, match, after, limit)  # a common word: the conversations are what is rare
    holding = _columns(SearchEntry).add_columns(SearchEntry.words)
    holding = holding.where(*_own(sought, SearchEntry, after), matches(led_by, "postgresql"))
    found = holding.cte("found").prefix_with("MATERIALIZED", dialect="postgresql")
    # One by one: for a handful of rows PostgreSQL would read all conversations.
    talk = select(Conversation.id).where(Conversation.id == found.c.conversation_id, *sought.where).limit(1).lateral()
    query = select(*list(found.c)[:-1]).join(talk, true())
    query = query.where(matches(match, "postgresql", aliased(SearchEntry, found)))
    return query.order_by(found.c.at.desc(), found.c.id.desc()).limit(limit)


def _read_shares(db: Session, sought: Sought, choices: Sequence[Choice]) -> list[float]:
    """How common each of these is among the newest texts, from 0 to 1."""
    entry = aliased(SearchEntry, _newest(_own(sought, SearchEntry, None), SAMPLE))
    counted = [func.count().filter(matches(SearchMatch((one,)), "postgresql", entry)) for one in choices]
    row = db.execute(select(func.count(), *counted).select_from(entry)).one()
    return [count / max(1, row[0]) for count in row[1:]]


def _newest(own: Sequence[ColumnElement[bool]], limit: int) -> Subquery:
    newest = select(SearchEntry).where(*own).order_by(SearchEntry.at.desc(), SearchEntry.id.desc())
    return newest.limit(limit).subquery()


def _columns(entry: type[SearchEntry]) -> Question:
    return select(entry.id, entry.conversation_id, entry.at, entry.side, entry.thing_id)


def _own(sought: Sought, entry: type[SearchEntry], after: After) -> list[ColumnElement[bool]]:
    """Conditions of the texts themselves."""
    seeker = sought.seeker
    mine = [entry.merchant_id == seeker.viewer.merchant_id]
    mine += [is_in_time(entry.at, one, seeker.zone) for one in sought.times]
    return [*mine, is_beyond(entry.at, entry.id, after)] if after else mine


def is_beyond(at: Any, row_id: Any, after: tuple[Any, int]) -> ColumnElement[bool]:
    """Return the condition that a row comes after a place, the newest first."""
    return or_(at < after[0], and_(at == after[0], row_id < after[1]))
