"""Tables as they come and go: the file of a request, what is wrong with it by row and column, and one to be kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Response, request
from flask_openapi3.types import ResponseDict

from bot.api.answers import Shown
from bot.api.asked import Query
from bot.api.declared import answers
from bot.api.languages import find_language
from bot.api.problems import MOST_FAULTS, Problem
from bot.domain.sheets.faults import BadTable, SheetFault
from bot.locales.refusals import retell
from bot.shops.own.faults import Fault

MOST_BYTES = 12_000_000
_SAID = {"problem", "remedy"}  # values that are sentences of ours; in the others stands what somebody wrote
Read = TypeVar("Read")
_FORM = 100_000  # of a form around the file


class SheetQuery(Query):
    """Whether a table is only to be looked at."""

    dry_run: bool = False


class SheetTaken(Shown):
    """What a table did, or (`dry_run`) would do: its rows, and how many things are new, others now, and as they were.

    `unread`: titles of columns that nobody reads. `deed`: the number by which it is undone, where it can be.
    """

    rows: int
    new: int
    changed: int
    same: int
    dropped: int = 0
    unread: tuple[str, ...] = ()
    deed: int | None = None
    dry_run: bool


def read_file() -> bytes:
    """Return the file of a request: the body itself, or the form's `file`.

    Raises:
        Problem: 413 for more than anybody types.
    """
    request.max_content_length = MOST_BYTES + _FORM
    if (request.content_length or 0) > MOST_BYTES + _FORM:
        raise name_faults(BadTable(SheetFault("too_large", values={"most": MOST_BYTES // 1_000_000})), 413)
    if request.mimetype == "multipart/form-data":
        given = request.files.get("file")
        return given.read() if given else b""
    return request.get_data(cache=False)


def read_table(read: Callable[[bytes], Read]) -> Read:
    """Return what the table of a request says. Before anything is open to write: a long table takes a while to read.

    Raises:
        Problem: 422 with everything that is wrong with it, 413 for more than anybody types.
    """
    try:
        return read(read_file())
    except BadTable as error:
        raise name_faults(error) from error


def name_faults(error: BadTable, status: int = 422) -> Problem:
    """Return the problem of a table of which nothing was taken; `present` has its faults by names, for pages."""
    shown = error.faults[:MOST_FAULTS]
    faults = [Fault(_place(one), f"{one.where}: {one.says}" if one.where else one.says, one.remedy) for one in shown]
    language = find_language()
    named = [
        {
            "name": one.name,
            "row": one.row,
            "column": one.column,
            "values": {
                **one.values,
                **{name: retell(language, one.values[name]) for name in _SAID & one.values.keys()},
            },
            "says": one.says,
        }
        for one in shown
    ]
    detail = "Nothing of it was taken. Every error names its row, its column and the remedy."
    return Problem(
        status, "The table cannot be taken", detail, faults, present={"faults": named, "count": len(error.faults)}
    )


def _place(fault: SheetFault) -> tuple[str | int, ...]:
    return ("file", *((fault.row,) if fault.row else ()), *((fault.column,) if fault.column else ()))


def send_sheet(text: str, name: str) -> Response:
    """Return a table as a file to be kept."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"', "X-Content-Type-Options": "nosniff"}
    return Response(text, content_type="text/csv; charset=utf-8", headers=headers)


def answers_sheet(*problems: int) -> ResponseDict:
    """Return the answers of a route that sends a table."""
    sent = {"description": "The table", "content": {"text/csv": {"schema": {"type": "string"}}}}
    return answers(None, *problems) | {200: sent}
