"""A list's states, and how large it may be."""

from __future__ import annotations

from enum import StrEnum

MOST_BYTES = 12_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 100
LONGEST_VALUE = 200  # letters of one cell: more fits into no message
LONGEST_WORDS = 500
SHOWN_FAULTS = 100


class ListState(StrEnum):
    """Where a list is."""

    READING = "reading"  # its rows are being looked at
    READ = "read"  # somebody is to look at its errors, and accept the rest
    ACCEPTING = "accepting"  # its people are becoming customers
    ACCEPTED = "accepted"  # a broadcast can go to it
