"""What is wrong with a shop's own wording of a sentence: fields, length, markup, parts of an SMS; with the remedy."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from bot.domain.cost import segments
from bot.domain.prices import limit_on
from bot.domain.template_wording import worded

BUTTON, NOTICE = "button.", "notice."
_FIELD = re.compile(r"\{\w+\}")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,80}>")
_LINK = re.compile(r"\[[^\]\n]{1,80}\]\([^)\n]{1,200}\)")


@dataclass(frozen=True, slots=True)
class Slip:
    """Something that a wording cannot have: what it is, and the remedy."""

    problem: str
    remedy: str


@dataclass(frozen=True, slots=True)
class WordingAsked:
    """What a sentence asks of whoever words it: `needed` are the fields ours has, `known` all it may have."""

    key: str
    locale: str
    needed: frozenset[str]
    known: frozenset[str]


def list_slips(
    wanted: WordingAsked, text: str, used: Collection[str], leave_out: Collection[str], day: date
) -> list[Slip]:
    """List what is wrong with a text whose fields, `used`, could be read.

    Args:
        leave_out: fields that it is meant to do without.
    """
    found = [
        *_of_fields(wanted, used, leave_out),
        *_of_letters(text),
        *_of_markup(text),
        *(_of_title(text, day) if wanted.key.startswith(BUTTON) else _of_length(text, day)),
    ]
    if wanted.key.startswith(NOTICE) and not found:
        found += _of_template(wanted, text)
    return found


def list_sms_slips(filled: str, day: date) -> list[Slip]:
    """List what is wrong with a text that leaves as an SMS, as it is with everything filled in."""
    most, count = limit_on(day, "sms_parts"), segments(filled).count
    if count <= most:
        return []
    return [Slip(f"makes {count} parts as an SMS", f"make it {most} at most: each is paid for")]


def most_letters(key: str, day: date) -> int:
    """Return how many letters a wording of this sentence may have."""
    if key.startswith(BUTTON):
        return limit_on(day, "text_button")
    return limit_on(day, "text_body" if key.startswith(NOTICE) else "sms_text")


def _of_fields(wanted: WordingAsked, used: Collection[str], leave_out: Collection[str]) -> Iterator[Slip]:
    may = ", ".join(f"{{{name}}}" for name in sorted(wanted.known)) or "none"
    for name in sorted(set(used) - wanted.known):
        yield Slip(f"{{{name}}} is no field of this sentence", f"its fields are {may}")
    for name in sorted(wanted.needed - set(used) - set(leave_out)):
        yield Slip(f"leaves out {{{name}}}", f"write {{{name}}} into it, or say that it is left out on purpose")


def _of_letters(text: str) -> Iterator[Slip]:
    if any(unicodedata.category(one) == "Cc" and one != "\n" for one in text):
        yield Slip("has a tab or a control character", "write single blanks and plain line ends")


def _of_markup(text: str) -> Iterator[Slip]:
    bare = _FIELD.sub("x", text)
    if _TAG.search(bare) or _LINK.search(bare):
        yield Slip("has markup of web pages", "WhatsApp shows it as it is typed: write *bold*, _italic_, links whole")
    elif "**" in bare or "__" in bare:
        yield Slip("has two stars or lines in a row", "WhatsApp makes *bold* with one star and _italic_ with one line")
    elif bare.count("*") % 2:
        yield Slip("has a star without its other one", "write *bold* with a star on each side, or none")


def _of_title(text: str, day: date) -> Iterator[Slip]:
    bare, most = _FIELD.sub("", text), limit_on(day, "text_button")
    if len(bare) > most:
        yield Slip(f"has {len(bare)} letters", f"a button takes {most} at most")
    if "\n" in text or "*" in text or "~" in text:
        yield Slip("has a line end or markup", "a button is plain words on one line")


def _of_length(text: str, day: date) -> Iterator[Slip]:
    most = limit_on(day, "sms_text")
    if len(text) > most:
        yield Slip(f"has {len(text)} letters", f"a message takes {most} at most")


def _of_template(wanted: WordingAsked, text: str) -> Iterator[Slip]:
    """What WhatsApp would not approve: outside a conversation a notice leaves as a template."""
    for flaw in worded(wanted.key, wanted.locale, text, wanted.known)[1]:
        problem, _, remedy = flaw.problem.partition(": ")
        yield Slip(problem, remedy or "write it otherwise")
