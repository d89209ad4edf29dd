"""Whether a broadcast can say what it wants to: a standard sentence or a text of the shop's own, and a second one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from bot.db.broadcasts import Broadcast
from bot.db.campaign_texts import CampaignText
from bot.domain.campaign_checks import list_pressing
from bot.services.broadcasts import given_words, own_texts, sources
from bot.services.broadcasts.wording import TEXT, BadWords, check_source, check_words
from bot.services.messages.own_texts import find_own_text

_OF_SECOND = {"key", "values", "percent"}


def check_saying(
    db: Session, merchant_id: int, key: str, values: Mapping[str, Any], *, whole: bool = True, **of_list: Any
) -> None:
    """Make sure that a broadcast can say a sentence or a text by this key, with these sources of its fields.

    Args:
        whole: that each field has one; a draft may still lack some.
        of_list: the columns of the list in its audience, as `check_words` takes them.

    Raises:
        BadWords: no such one, a field without a source or without a place, or a source that is none.
    """
    text = find_own_text(db, merchant_id, key)
    if text is None:
        check_words(key, values, whole=whole, **of_list)
        wanted: set[str] = set()
    else:
        _check_own(text, key, values, whole)
        wanted = list_pressing(*(one for row in text.wordings for one in (row.body, row.sms)))
    for name, source in values.items():
        if text is not None:
            check_source(name, source, **of_list)
        if isinstance(source, Mapping) and (fault := sources.find_fault(db, merchant_id, source)):
            raise BadWords(f"values: {name}: {fault}")
        for words in (source.get(TEXT), source.get(sources.DEFAULT)) if isinstance(source, Mapping) else ():
            if isinstance(words, str) and (fault := given_words.find_fault(db, merchant_id, words)):
                raise BadWords(f"values: {name}: {fault}")
        if name in wanted and sources.STOCK not in source:
            raise BadWords(f'values: {name}: it says how many are left: give {{"stock": "SKU"}}, of the catalogue')


def check_second(db: Session, merchant_id: int, second: Any, *, whole: bool = True, **of_list: Any) -> None:
    """Make sure that a broadcast can say another text to a share of its people.

    Raises:
        BadWords: it is not whole, or cannot be said.
    """
    if not isinstance(second, Mapping) or set(second) != _OF_SECOND:
        raise BadWords("second: give key, values and percent")
    percent, key, values = second["percent"], second["key"], second["values"]
    if not isinstance(percent, int) or isinstance(percent, bool) or not 1 <= percent <= 99:
        raise BadWords("second: percent: write 1 to 99, the share that gets it")
    if not isinstance(key, str) or not isinstance(values, Mapping):
        raise BadWords("second: key is a text, values are an object")
    try:
        check_saying(db, merchant_id, key, values, whole=whole, **of_list)
    except BadWords as error:
        raise BadWords(f"second: {error}") from error


def list_keys_of(broadcast: Broadcast) -> list[str]:
    """List the keys that a broadcast says, its first text first."""
    return [broadcast.key, *([broadcast.second["key"]] if broadcast.second else [])]


def _check_own(text: CampaignText, key: str, values: Mapping[str, Any], whole: bool) -> None:
    if text.dropped_at is not None:
        raise BadWords(f"key: {key} was dropped: choose another text")
    wanted = own_texts.list_sources_wanted(text)
    if whole and (missing := [name for name in wanted if name not in values]):
        raise BadWords(f"values: {missing[0]} is missing; the text needs {', '.join(wanted)}")
    if strange := [name for name in values if name not in wanted]:
        raise BadWords(f"values: the text has no field {str(strange[0])[:40]}; it has {', '.join(wanted) or 'none'}")
