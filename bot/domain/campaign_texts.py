"""A shop's own text for many people: its words in each locale, its fields, its buttons, its template."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.domain.dlt import DltText
from bot.domain.template_wording import TemplateWording, worded

PREFIX = "own."
LINK, CODE, AMOUNT, MINIMUM, ENDS_ON = "link", "code", "amount", "minimum", "ends_on"
# What a coupon tells; the rest of a text's fields need a source in each broadcast.
OF_COUPON = (CODE, AMOUNT, MINIMUM, ENDS_ON)
BRACES = re.compile(r"\{\{([^{}]*)\}\}")
_KEY = re.compile(r"own\.([1-9][0-9]{0,17})")


class ButtonMeans(StrEnum):
    """What a tap on a quick reply means; the stop below every text is no choice of the shop's."""

    SHOW = "show"  # answers with the text's address
    LATER = "later"  # not now: nothing is taken back
    PERSON = "person"  # a person is wanted


@dataclass(frozen=True, slots=True)
class LocaleText:
    """A text in one locale. `titles` are of its buttons, in their order; `sms` is what leaves by SMS, "" for none."""

    body: str
    titles: tuple[str, ...] = ()
    footer: str = ""
    sms: str = ""
    dlt: DltText | None = None


@dataclass(frozen=True, slots=True)
class CampaignDraft:
    """What somebody wants a text to be: see the columns of the same names in bot.db.campaign_texts."""

    name: str
    texts: Mapping[str, LocaleText]
    buttons: tuple[ButtonMeans, ...] = ()
    link_url: str = ""
    coupon: Mapping[str, Any] = field(default_factory=dict)


def name_key(text_id: int) -> str:
    """Return the key of a text, as broadcasts and templates know it."""
    return f"{PREFIX}{text_id}"


def read_key(key: str | None) -> int | None:
    """Return the text that a key names; None for a key of another kind."""
    found = _KEY.fullmatch(key or "")
    return int(found[1]) if found else None


def list_fields(*texts: str) -> list[str]:
    """List the {{fields}} of texts by their names, each once."""
    return sorted({name for text in texts for name in BRACES.findall(text)})


def to_sentence(text: str) -> str:
    """Return a text as sentences of the catalogue are written: {name} for {{name}}."""
    return BRACES.sub(r"{\1}", text)


def write_template(key: str, locale: str, text: LocaleText, stop: str, with_picture: bool) -> TemplateWording | None:
    """Return the template of a text, whose last button is the stop; None where it cannot be one."""
    sentence = to_sentence(text.body)
    wording, _ = worded(key, locale, sentence, set(list_fields(text.body)))
    if wording is None:
        return None
    titles = (*text.titles, stop)
    return TemplateWording(key, locale, wording.body, wording.fields, titles, with_picture, text.footer)
