"""What is looked for in the index of the search, as each database puts it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, String, cast, column, literal, select, table
from sqlalchemy.dialects.postgresql import TSQUERY

from bot.db.search import FTS, SearchEntry
from bot.domain.search_words import Choice, SoughtWords

_FTS = table(FTS, column("rowid"), column(FTS))


@dataclass(frozen=True, slots=True)
class SearchMatch:
    """What a text has to hold: one of each choice, not each of those `above`, and none of the unwanted.

    A word here is made of letters, digits and marks alone (bot.domain.search_key): none is of either query language.
    """

    wanted: tuple[Choice, ...]
    above: tuple[Choice, ...] = ()
    unwanted: tuple[Choice, ...] = ()


def matches(match: SearchMatch, dialect: str, entry: type[SearchEntry] = SearchEntry) -> ColumnElement[bool]:
    """Return the condition that an entry is what is looked for."""
    if dialect == "postgresql":
        return entry.words.op("@@", is_comparison=True)(cast(literal(write_tsquery(match), String), TSQUERY))
    found = select(_FTS.c.rowid).where(_FTS.c[FTS].op("MATCH")(write_fts(match)))
    return entry.id.in_(found)


def write_tsquery(match: SearchMatch) -> str:
    """Return it as PostgreSQL's tsquery."""
    without = [f"!({_tsquery(match.above)})"] if match.above else []
    without += [f"!({_tsquery([choice])})" for choice in match.unwanted]
    return " & ".join([_tsquery(match.wanted), *without])


def write_fts(match: SearchMatch) -> str:
    """Return it as a query of SQLite's FTS5."""
    without = [f" NOT ({_fts(match.above)})"] if match.above else []
    without += [f" NOT ({_fts([choice])})" for choice in match.unwanted]
    return f"({_fts(match.wanted)})" + "".join(without)


def _tsquery(choices: Iterable[Choice]) -> str:
    return " & ".join(f"({' | '.join(map(_lexemes, choice))})" for choice in choices)


def _lexemes(piece: SoughtWords) -> str:
    return "(" + " <-> ".join(f"'{word}'" for word in piece.words) + (":*" if piece.begins else "") + ")"


def _fts(choices: Iterable[Choice]) -> str:
    return " AND ".join(f"({' OR '.join(map(_string, choice))})" for choice in choices)


def _string(piece: SoughtWords) -> str:
    return f'"{" ".join(piece.words)}"' + (" *" if piece.begins else "")
