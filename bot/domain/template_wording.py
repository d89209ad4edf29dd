"""A sentence with {fields} as the body of a WhatsApp template, and what WhatsApp would object to."""

from __future__ import annotations

import hashlib
import json
import re
import string
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from bot.domain.locale import Locale

MAX_BODY, MAX_TITLE = 1024, 20  # a button's title may have 25 in a template, but 20 in a session
_VARIABLE = re.compile(r"\{\{\d+\}\}")
_SIDE_BY_SIDE = re.compile(r"\}\}\s*\{\{")


@dataclass(frozen=True, slots=True)
class Flaw:
    """What WhatsApp would reject a wording for, and the remedy."""

    key: str
    locale: str
    problem: str

    def __str__(self) -> str:
        return f"{self.key} in {self.locale}: {self.problem}"


@dataclass(frozen=True, slots=True)
class TemplateWording:
    """A template in one locale: `fields` in the order of the variables {{1}}, {{2}}, … of the body.

    Then follow the buttons' ids, then the picture's name.
    """

    key: str
    locale: str
    body: str
    fields: tuple[str, ...]
    buttons: tuple[str, ...] = ()
    with_picture: bool = False
    footer: str = ""

    @property
    def language(self) -> str:
        """WhatsApp's code."""
        return Locale.of(self.locale).whatsapp

    def fingerprint(self, picture_base: str) -> str:
        """A digest of the template, equal for equal wording, buttons and picture.

        `picture_base`: the fixed part of a picture's address, which it contains.
        """
        parts = [self.key, self.locale, self.body, *self.fields, "/", *self.buttons]
        whole = json.dumps(
            # A footer came later: what has none keeps the name it was approved by.
            [*parts, picture_base if self.with_picture else "", *filter(None, [self.footer])],
            ensure_ascii=False,
        )
        return hashlib.sha256(whole.encode()).hexdigest()

    def name(self, picture_base: str) -> str:
        """The template's name at WhatsApp: lowercase letters, digits and _ only."""
        words = re.sub(r"[^a-z0-9]+", "_", self.key.lower()).strip("_")
        return f"dastak_{words}_{self.fingerprint(picture_base)[:8]}"


def button_key(position: int, fields: Sequence[str]) -> str:
    """The variable that holds the id of the button at `position` (from 0)."""
    return str(len(fields) + 1 + position)


def picture_key(fields: Sequence[str], buttons: Sequence[str]) -> str:
    """The variable that holds the picture's name."""
    return str(len(fields) + len(buttons) + 1)


def worded(
    key: str,
    locale: str,
    sentence: str,
    known: Collection[str],
    titles: Sequence[str] = (),
    with_picture: bool = False,
) -> tuple[TemplateWording | None, tuple[Flaw, ...]]:
    """The wording of a sentence, or None and what is wrong with it.

    Args:
        known: the fields this sentence may have.
        titles: of its buttons; a picture-character in front is left off, since WhatsApp allows none there.
    """
    try:
        body, fields = _numbered(sentence)
    except ValueError as error:
        return None, (Flaw(key, locale, f"{error}: write a field as {{number}}, and no other braces"),)
    buttons = tuple(_plain_title(title) for title in titles)
    problems = [*_field_problems(fields, known), *_body_problems(body, fields), *_title_problems(buttons, with_picture)]
    if problems:
        return None, tuple(Flaw(key, locale, problem) for problem in problems)
    return TemplateWording(key, locale, body, fields, buttons, with_picture), ()


def _numbered(sentence: str) -> tuple[str, tuple[str, ...]]:
    """The body with {{1}}, {{2}}, … in order of appearance (a field twice keeps its number), and the fields."""
    numbers: dict[str, int] = {}
    body = ""
    for text, field, form, conversion in string.Formatter().parse(sentence.strip()):
        if "{" in text or "}" in text:
            raise ValueError("a brace that belongs to no field")
        body += text
        if field is None:
            continue
        if not field.isidentifier() or form or conversion:
            raise ValueError(f"{{{field}}} is no plain field")
        body += f"{{{{{numbers.setdefault(field, len(numbers) + 1)}}}}}"
    return body, tuple(numbers)


def _field_problems(fields: Sequence[str], known: Collection[str]) -> Iterator[str]:
    for field in fields:
        if field not in known:
            yield f"there is no field {{{field}}} here: use {', '.join(f'{{{name}}}' for name in sorted(known))}"


def _body_problems(body: str, fields: Sequence[str]) -> Iterator[str]:
    pieces = _VARIABLE.split(body)
    if not body:
        yield "it is empty: write a sentence"
    if len(body) > MAX_BODY:
        yield f"it has {len(body)} characters: make it {MAX_BODY} at most"
    if fields and not _says_something(pieces[0]):
        yield "it begins with a field: put a word before it"
    if fields and not _says_something(pieces[-1]):
        yield "it ends with a field: put some words after it"
    for found in _SIDE_BY_SIDE.finditer(body):
        before, after = (fields[int(body[part].strip("{}")) - 1] for part in _around(body, found))
        yield f"two fields stand next to each other: put a word between {{{before}}} and {{{after}}}"
    words = sum(any(map(str.isalnum, word)) for piece in pieces for word in piece.split())
    if fields and words < 2 * len(fields) + 1:
        yield f"{len(fields)} fields in {words} words: WhatsApp wants at least {2 * len(fields) + 1} words besides them"


def _around(body: str, found: re.Match[str]) -> tuple[slice, slice]:
    """Where the variables before and after a gap stand."""
    return slice(body.rindex("{{", 0, found.start()), found.start()), slice(found.end(), body.index("}}", found.end()))


def _title_problems(titles: Sequence[str], with_picture: bool) -> Iterator[str]:
    if titles and with_picture:
        yield "a template has buttons or a picture, not both: take one away from its rule"
    if len(set(titles)) < len(titles):
        yield "two buttons have the same title: give them different ones"
    for title in titles:
        if not title or "{" in title or "\n" in title or len(title) > MAX_TITLE:
            yield f"the button {title!r} cannot be: write 1 to {MAX_TITLE} characters on one line, without fields"


def _says_something(text: str) -> bool:
    """Whether there is more than blanks and punctuation, which WhatsApp counts as nothing."""
    return any(unicodedata.category(character)[0] not in "PZC" for character in text)


def _plain_title(title: str) -> str:
    """A title without emoji: a session's buttons may have them, a template's may not."""
    kept = "".join(c for c in title if unicodedata.category(c) not in ("So", "Sk") and c not in "\ufe0f\u20e3")
    return " ".join(kept.split(" ")).strip()
