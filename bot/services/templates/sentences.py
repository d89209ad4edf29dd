"""The sentences a shop says, ours and its own: found in any script, reworded where nothing is wrong with the words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.changes import ChangeKind, note_change
from bot.db.shop import Merchant, Sentence
from bot.domain import rules
from bot.domain.locale import CODES, DEFAULT
from bot.domain.promises import find_faults
from bot.domain.search_words import name_key, name_parts
from bot.domain.sentence_checks import NOTICE, Slip, WordingAsked, list_slips, list_sms_slips, most_letters
from bot.domain.visible import visible
from bot.locales import catalogue
from bot.services.messages.wording import OF_SHOP, BadWording, read_wording, reword
from bot.services.moments.kept import read_kept
from bot.services.templates.speaking import show_sentence

PAGE = 50


class BadSentence(ValueError):
    """A wording that cannot be used, with all that is wrong with it."""

    def __init__(self, slips: Sequence[Slip]) -> None:
        super().__init__("; ".join(f"{one.problem}: {one.remedy}" for one in slips))
        self.slips = tuple(slips)


class SentenceMoved(Exception):
    """The wording is another than whoever changes it has seen."""

    def __init__(self, own: str) -> None:
        super().__init__("the wording was changed meanwhile")
        self.own = own


@dataclass(frozen=True, slots=True)
class WordedSentence:
    """A sentence in one locale: `ours`, and the shop's `own` where it has one ("" where not)."""

    key: str
    locale: str
    ours: str
    own: str
    fields: tuple[str, ...]
    more_fields: tuple[str, ...]  # every sentence may name them
    most_letters: int
    note: str
    by_template: bool


def list_sentences(
    db: Session, shop: Merchant, locale: str, *, typed: str, own_only: bool, after: str, now: datetime
) -> tuple[list[WordedSentence], str | None]:
    """List a page of sentences of a locale, after the key `after`; and what is the next page's `after`.

    Args:
        typed: words that stand in any locale's text, in the key, or in the note; in any script. What holds them in the
            letters they were typed in comes first, what sounds like them after it.
    """
    own: dict[str, dict[str, str]] = {}
    for row in db.scalars(select(Sentence).where(Sentence.merchant_id == shop.id)):
        own.setdefault(row.key, {})[row.locale] = row.text
    parts = name_parts(typed[:200])
    asked = [key for key in catalogue.sentences(DEFAULT) if key in own or not own_only]
    near = {key: _judge(key, own.get(key, {}).values(), parts) for key in asked}
    found = [key for nearness in (0, 1) for key in asked if near[key] == nearness]
    start = found.index(after) + 1 if after in found else 0
    page = found[start : start + PAGE]
    told = [_word(key, locale, own.get(key, {}).get(locale, ""), now) for key in page]
    return told, page[-1] if start + PAGE < len(found) else None


def find_sentence(db: Session, shop: Merchant, key: str, now: datetime) -> list[WordedSentence]:
    """Return a sentence in every locale; [] where there is none of this key."""
    if not catalogue.has(key):
        return []
    rows = db.execute(
        select(Sentence.locale, Sentence.text).where(Sentence.merchant_id == shop.id, Sentence.key == key)
    )
    own = {locale: text for locale, text in rows}
    return [_word(key, locale, own.get(locale, ""), now) for locale in CODES]


def list_wording_slips(
    db: Session, shop: Merchant, key: str, locale: str, text: str, leave_out: Collection[str], now: datetime
) -> list[Slip]:
    """List all that is wrong with words for a sentence, each with its remedy; fields in `leave_out` are not missed."""
    ours = catalogue.fields(catalogue.sentence(DEFAULT, key))
    try:
        used = read_wording(text)
    except BadWording as error:
        return [Slip(str(error), "write a field as {number}, and no other braces")]
    known = ours | set(OF_SHOP)
    asked = WordingAsked(key, locale, ours, known)
    day = now.date()
    found = list_slips(asked, text, used, leave_out, day)
    if not found and key in _told_by_sms():
        found += list_sms_slips(show_sentence(db, shop, key, locale, text).text, day)
    told = (fault.partition(": ") for fault in find_faults(text, read_kept(db, shop.id)))
    return [*found, *(Slip(problem, remedy or "write it otherwise") for problem, _, remedy in told)]


def set_wording(
    db: Session, shop: Merchant, key: str, locale: str, was: str, text: str, leave_out: Collection[str], now: datetime
) -> WordedSentence:
    """Say a sentence in the shop's own words, "" for ours, where its own are still as they were seen.

    Raises:
        SentenceMoved: they are others by now, and not these.
        BadSentence: something is wrong with the words.
    """
    mine = (Sentence.merchant_id == shop.id, Sentence.key == key, Sentence.locale == locale)
    present = db.scalars(select(Sentence.text).where(*mine)).first() or ""
    wanted = visible(text).strip()
    if wanted == catalogue.sentence(locale, key):
        wanted = ""
    if present not in (was, wanted):
        raise SentenceMoved(present)
    if wanted and wanted != present and (slips := list_wording_slips(db, shop, key, locale, wanted, leave_out, now)):
        raise BadSentence(slips)
    reword(db, shop.id, key, locale, wanted, read_kept(db, shop.id))
    note_change(db, shop.id, ChangeKind.SETTINGS, 0, now)
    return _word(key, locale, wanted, now)


def _word(key: str, locale: str, own: str, now: datetime) -> WordedSentence:
    return WordedSentence(
        key=key,
        locale=locale,
        ours=catalogue.sentence(locale, key),
        own=own,
        fields=tuple(sorted(catalogue.fields(catalogue.sentence(DEFAULT, key)))),
        more_fields=OF_SHOP,
        most_letters=most_letters(key, now.date()),
        note=catalogue.notes().get(key, ""),
        by_template=key.startswith(NOTICE),
    )


def _judge(key: str, own: Collection[str], parts: Sequence[tuple[str, ...]]) -> int | None:
    """How near a sentence comes to the words typed: 0 holds each of them, 1 sounds like each, None does not."""
    if not parts:
        return 0
    held = [_key_of(key), *map(name_key, own)]
    if all(any(choices[0] in text for text in held) for choices in parts):
        return 0
    return 1 if all(any(one in text for one in choices for text in held) for choices in parts) else None


@lru_cache(maxsize=2048)
def _key_of(key: str) -> str:
    return "".join(_key_of_piece(piece) for text in _texts_of(key) for piece in text.split())


@lru_cache(maxsize=32_768)
def _key_of_piece(piece: str) -> str:
    """How a piece without blanks is looked for: how a word sounds is dear to tell, and sentences share their words."""
    return name_key(piece)


def _texts_of(key: str) -> Iterator[str]:
    yield from (key.replace(".", " ").replace("_", " "), catalogue.notes().get(key, ""))
    yield from (catalogue.sentence(locale, key) for locale in CODES)


@lru_cache(maxsize=1)
def _told_by_sms() -> frozenset[str]:
    return frozenset(rule.key for rule in rules.standard().values() if rule.sms)
