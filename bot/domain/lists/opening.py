"""The bytes of a list -> its text, what stands between its cells, and its columns; or what is wrong with the file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.lists.columns import ListColumns, choose_columns, has_phone
from bot.domain.lists.faults import BadList, ListFault
from bot.domain.lists.states import MOST_BYTES, MOST_COLUMNS, MOST_ROWS
from bot.domain.phones import e164

DELIMITERS = ",;\t|"
_SEP = re.compile(r"\"?sep=(.)\"?\s*?(?:\r\n|\n|\r)", re.IGNORECASE)
_PACKED = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"%PDF", b"\xd0\xcf\x11\xe0")
_LOOKED = 4096  # bytes by which a coding without a mark is told


class Coding(StrEnum):
    """How the letters of a file are written; all but the first is told to who sent it."""

    UTF_8 = "utf-8"
    UTF_16 = "utf-16"
    WINDOWS = "windows-1252"


@dataclass(frozen=True, slots=True)
class OpenedList:
    """A file that can be read: its text, how it was written, what stands between its cells, its columns, its rows."""

    text: str
    coding: Coding
    delimiter: str
    columns: ListColumns
    rows: int


def open_list(content: bytes, country: str) -> OpenedList:
    """Open a list; `country`: the shop's, by which its numbers are read where they name none.

    Raises:
        BadList: nothing of it can be used.
    """
    text, coding = decode_list(content)
    said = _SEP.match(text)  # a line for Excel alone, which does not show it
    if said:
        text = text[said.end() :]
    delimiter = said[1] if said and said[1] in DELIMITERS else _find_delimiter(text)
    records = read_records(text, delimiter)
    header = next(records, (0, []))[1]
    if not any(cell.strip() for cell in header):
        raise BadList(ListFault("empty"))
    if len(header) > MOST_COLUMNS:
        raise BadList(ListFault("too_many_columns", values={"most": MOST_COLUMNS}))
    if not has_phone(header) and any(e164(cell, country) for cell in header):
        raise BadList(ListFault("no_header"))
    if not has_phone(header) and len(header) == 1 and re.search(r"[,;\t|:]|\S {2,}\S", text.partition("\n")[0]):
        raise BadList(ListFault("one_column"))
    columns = choose_columns(header)
    return OpenedList(text, coding, delimiter, columns, _count(records))


def read_records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Go through the rows that are filled in, each with its number in the spreadsheet; the header is 1.

    Raises:
        BadList: it is no CSV from a line on.
    """
    # newline="": the csv module itself knows line ends, also those inside quotes.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for record in reader:
            number += 1
            if number == 1 or any(cell.strip() for cell in record):
                yield number, record
    except csv.Error as error:
        raise BadList(ListFault("no_csv", values={"line": reader.line_num})) from error


def decode_list(content: bytes) -> tuple[str, Coding]:
    """Return the text of a file, and how its letters were written.

    Raises:
        BadList: too large, packed, empty, or no text.
    """
    if len(content) > MOST_BYTES:
        raise BadList(ListFault("too_large", values={"most": MOST_BYTES // 1_000_000}))
    if content.startswith(_PACKED):
        raise BadList(ListFault("workbook"))
    if not content.strip():
        raise BadList(ListFault("empty"))
    for coding, name in _list_codings(content):
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text.removeprefix("\ufeff"), coding
    raise BadList(ListFault("not_text"))


def _count(records: Iterator[tuple[int, list[str]]]) -> int:
    count = 0
    for count, _ in enumerate(records, 1):
        if count > MOST_ROWS:
            raise BadList(ListFault("too_many_rows", values={"most": MOST_ROWS}))
    if not count:
        raise BadList(ListFault("no_rows"))
    return count


def _list_codings(content: bytes) -> list[tuple[Coding, str]]:
    """What a file may be written in, the likeliest first: Excel's "Unicode text" has two bytes a letter."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return [(Coding.UTF_16, "utf-16")]
    first = content[:_LOOKED]
    if first[1::2].count(0) > len(first) // 3:
        return [(Coding.UTF_16, "utf-16-le")]
    if first[::2].count(0) > len(first) // 3:
        return [(Coding.UTF_16, "utf-16-be")]
    return [(Coding.UTF_8, "utf-8-sig"), (Coding.WINDOWS, "windows-1252")]


def _find_delimiter(text: str) -> str:
    """What makes a column of phones of the header; else what parts it most."""
    first = text.lstrip("\r\n").partition("\n")[0].partition("\r")[0][:100_000]
    parted = {sign: [title.strip(' "') for title in first.split(sign)] for sign in DELIMITERS}
    return max(DELIMITERS, key=lambda sign: (has_phone(parted[sign]), len(parted[sign])))
