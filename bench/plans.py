"""How the database finds the rows of each statement that is truly run, by EXPLAIN, and how many it looks at.

PostgreSQL tells it of itself (auto_explain): the plan that was taken and the rows that went through it, of what a
foreign key asks as well. SQLite is asked beside each statement (EXPLAIN QUERY PLAN) and knows no numbers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event

from bot.db.tables import metadata

_SETTINGS = {
    "log_min_duration": "0",
    "log_analyze": "on",
    "log_timing": "off",
    "log_nested_statements": "on",
    "log_format": "json",
    "log_level": "notice",
}
_STEP = re.compile(r"(?P<how>SCAN|SEARCH) (?P<table>\w+)(?: USING (?:COVERING )?INDEX (?P<index>\w+))?(?P<by>.*)")
_ALIAS = re.compile(r"_\d+$")
# What only adds rows looks for none.
_ASKED = re.compile(r"\s*(SELECT|UPDATE|DELETE|WITH|INSERT.* SELECT )", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Look:
    """What a statement did with one table. `rows`: how many it looked at; None where that is not known."""

    statement: str
    table: str
    how: str
    rows: int | None = None
    is_whole: bool = False  # nothing narrowed it down to fewer than the rows of a shop


@contextmanager
def watched(engine: Engine, *, by_index: bool = False) -> Iterator[list[Look]]:
    """What was looked at inside; connections are made anew for it.

    Args:
        by_index: PostgreSQL goes by an index where there is one, also of a table that is read whole sooner.
    """
    looks: list[Look] = []
    is_sqlite = engine.dialect.name == "sqlite"
    name, listener = ("before_cursor_execute", _Asking(looks)) if is_sqlite else ("connect", _Told(looks, by_index))
    engine.dispose()
    event.listen(engine, name, listener)
    try:
        yield looks
    finally:
        event.remove(engine, name, listener)
        engine.dispose()


class _Told:
    """Has PostgreSQL tell each connection what it did."""

    def __init__(self, looks: list[Look], by_index: bool) -> None:
        self._looks, self._by_index = looks, by_index

    def __call__(self, connection: Any, _entry: Any) -> None:
        connection.autocommit = True
        connection.execute("LOAD 'auto_explain'")
        if self._by_index:
            # A join that goes through all of one side is sooner too, as long as that is small.
            for way in ("seqscan", "mergejoin", "hashjoin"):
                connection.execute(f"SET enable_{way} = off")
        for name, value in _SETTINGS.items():
            connection.execute(f"SET auto_explain.{name} = '{value}'")
        connection.autocommit = False
        connection.add_notice_handler(self._take)

    def _take(self, notice: Any) -> None:
        _, found, plan = str(notice.message_primary).partition("plan:\n")
        if found:
            told = json.loads(plan)
            self._looks += _of_node(told["Query Text"], told["Plan"], "")


def _of_node(statement: str, node: Mapping[str, Any], above: str) -> Iterator[Look]:
    table = node.get("Relation Name", above)
    if "Scan" in node["Node Type"] and table:
        dropped = sum(int(number) for name, number in node.items() if name.startswith("Rows Removed by"))
        rows = (node["Actual Rows"] + dropped) * node["Actual Loops"]
        by = node.get("Index Cond") or node.get("Recheck Cond") or node.get("Filter") or ""
        how = " ".join(filter(None, (node["Node Type"], node.get("Index Name"), by)))
        yield Look(statement, table, how, round(rows))
    for below in node.get("Plans", ()):
        yield from _of_node(statement, below, table)


class _Asking:
    """Asks SQLite for the plan of each statement, once."""

    def __init__(self, looks: list[Look]) -> None:
        self._looks = looks
        self._known: set[str] = set()

    def __call__(self, _connection: Any, cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
        if statement in self._known or not _ASKED.match(statement):
            return
        self._known.add(statement)
        asked = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", values[0] if many else values)
        for *_, step in asked.fetchall():
            found = _STEP.match(step)
            if found:
                self._looks.append(_of_step(statement, step, found))


def _of_step(statement: str, step: str, found: re.Match[str]) -> Look:
    table, by = _ALIAS.sub("", found["table"]), found["by"]
    # What is no table (a constant, a subquery) has its own steps.
    few = found["index"] in _PARTIAL or table not in metadata.tables
    # SEARCH with nothing in brackets is the smallest or largest of an index.
    is_whole = not few and (found["how"] == "SCAN" or by.strip() == "(merchant_id=?)")
    return Look(statement, table, step, is_whole=is_whole)


_PARTIAL = {
    index.name
    for table in metadata.tables.values()
    for index in table.indexes
    if index.dialect_options["sqlite"]["where"] is not None
}
