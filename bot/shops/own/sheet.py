"""A CSV file as it comes out of a spreadsheet -> rows of named cells, or what is wrong with the file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.visible import visible
from bot.shops.own.columns import JOINED, NEEDED, is_choice, places_of

MAX_BYTES = 50 * 1024 * 1024
DELIMITERS = ",;\t"
_SEP = re.compile(r"\"?sep=(.)\"?\s*?(?:\r\n|\n|\r)", re.IGNORECASE)
_MOST_TITLES = 10  # rows of titles that somebody has put above the header
_SAVE_AS = "save it as “CSV UTF-8” in the spreadsheet"


class BadSheet(ValueError):
    """A file that cannot be imported at all: one sentence a line."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Row:
    """A row with the number it has in the spreadsheet (the header is 1) and its cells that are filled in, by name."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a file, and the titles of columns nobody reads."""

    rows: tuple[Row, ...]
    unread: tuple[str, ...]


def opened(content: bytes) -> Sheet:
    """Read a file whole.

    Raises:
        BadSheet: it is no CSV in UTF-8, lacks a column, or has a row that is longer than its header.
    """
    text = _text(content)
    if said := _SEP.match(text):  # a line for Excel alone, which does not show it
        text = text[said.end() :]
    delimiter = said[1] if said else _delimiter(text.partition("\n")[0].partition("\r")[0])
    records = list(_records(text, delimiter))
    if len(records) < 2:
        raise BadSheet("the file is empty" if not records else "the file has a header and no rows")
    header = [title.strip() for title in records[0]]
    places = places_of(header)
    _check(header, places, records)
    rows = tuple(
        Row(number, named)
        for number, record in enumerate(records[1:], 2)
        if record != records[0] and (named := _named([_tidy(cell) for cell in record], places))
    )
    read = {place for several in places.values() for place in several}
    return Sheet(rows, tuple(title for place, title in enumerate(header) if place not in read and title))


def _text(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise BadSheet("the file has more than 50 MB: divide it")
    if content.startswith(b"PK"):
        raise BadSheet(f"this is an Excel workbook: {_SAVE_AS}")
    # Excel's "Unicode text" has two bytes a letter, and says so.
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadSheet(f"line {line} is not UTF-8: {_SAVE_AS}") from error
    if "\x00" in text:
        raise BadSheet(f"this is not a text file: {_SAVE_AS}")
    return visible(text)


def _delimiter(first_line: str) -> str:
    """The delimiter by which the header has most names we know."""
    return max(DELIMITERS, key=lambda sign: len(places_of([title.strip(' "') for title in first_line.split(sign)])))


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    # newline="": the csv module itself knows line ends, also those inside quotes.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise BadSheet(f"line {reader.line_num} is no CSV: {error}; a quote inside a cell is written twice") from error


def _check(header: list[str], places: dict[str, list[int]], records: list[list[str]]) -> None:
    problems = [f"column {name}: is missing" for name in NEEDED if name not in places]
    if "items" not in places and "item" not in places:
        problems.append("column items: is missing (or item, with one row for each item)")
    for place in (places[name] for name in places if len({header[at] for at in places[name]}) < len(places[name])):
        problems.append(f"column {header[place[0]]}: is there twice")
    if problems and (row := _find_header(records)):
        problems.append(f"row {row} looks like the header: delete the rows above it")
    for number, record in enumerate(records[1:], 2):
        problems += _doubled(header, places, number, record)
        if any(cell.strip() for cell in record[len(header) :]):
            problems.append(f"row {number}: has more cells than the header; a cell with the delimiter needs quotes")
    if problems:
        raise BadSheet(*problems)


def _find_header(records: list[list[str]]) -> int | None:
    """The row, below the first, that has every column that has to be there; None where none of the next few has."""
    for number, record in enumerate(records[1:_MOST_TITLES], 2):
        if set(NEEDED) <= set(places_of([title.strip() for title in record])):
            return number
    return None


def _doubled(header: list[str], places: dict[str, list[int]], number: int, record: list[str]) -> Iterator[str]:
    """What a row says twice, in two columns of the same meaning, and not alike."""
    for name, several in places.items():
        if len(several) > 1 and not is_choice(header, name):
            told = {cell: place for place in several if place < len(record) and (cell := _tidy(record[place]))}
            if len(told) > 1:
                titles = " and ".join(header[place] for place in told.values())
                yield f"row {number}, {name}: is not the same in the columns {titles}"


def _tidy(cell: str) -> str:
    """On one line, and without the apostrophe that tells a spreadsheet "this is text"."""
    return " ".join(cell.split()).removeprefix("'")


def _named(record: list[str], places: dict[str, list[int]]) -> dict[str, str]:
    filled = {
        name: list(dict.fromkeys(record[place] for place in several if place < len(record) and record[place]))
        for name, several in places.items()
    }
    return {name: " / ".join(told) if name in JOINED else told[0] for name, told in filled.items() if told}
