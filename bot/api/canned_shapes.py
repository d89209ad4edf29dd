"""What is sent and told of answers kept ready."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from bot.api.answers import Id, Shown
from bot.api.asked import LARGEST_ID, Version
from bot.api.staff_shapes import Body
from bot.domain.canned import FIELDS, LONGEST, LONGEST_NAME, SHORTCUT, find_unknown
from bot.domain.locale import CODES
from bot.domain.visible import visible
from bot.shops.own import kinds


def _written(text: str) -> str:
    lines = visible(text.replace("\r\n", "\n")).strip()
    if not lines or not all(letter == "\n" or kinds.can_be_shown(letter) for letter in lines):
        raise PydanticCustomError("not_plain", "is empty, or has a letter that cannot be shown")
    unknown = find_unknown(lines)
    if unknown is not None:
        told = {"name": f"{{{unknown}}}", "fields": ", ".join(FIELDS)}
        raise PydanticCustomError("no_field", "has the field {name}, and there are {fields}", told)
    return lines


CustomerLocale = Annotated[str, StringConstraints(pattern=f"^({'|'.join(CODES)})$")]
CannedText = Annotated[str, Field(max_length=LONGEST), AfterValidator(_written)]
CannedTexts = Annotated[dict[CustomerLocale, CannedText], Field(min_length=1)]
CannedName = Annotated[kinds.Needed, Field(max_length=LONGEST_NAME)]
Shortcut = Annotated[str, StringConstraints(pattern=f"^{SHORTCUT.pattern}$")]


class CannedMade(Body):
    """An answer to be kept ready: a text a locale, with fields like {name}. `mine`: for whoever makes it alone."""

    name: CannedName
    shortcut: Shortcut = ""
    texts: CannedTexts
    mine: bool = False


class CannedChange(Body):
    """What is to be changed of an answer as it was at `version`; texts come whole."""

    version: Version
    name: CannedName | None = None
    shortcut: Shortcut | None = None
    texts: CannedTexts | None = None


class CannedTold(Shown):
    """An answer kept ready, how often it was used, and whether it is the caller's own."""

    id: Id
    name: str
    shortcut: str
    texts: dict[str, str]
    mine: bool
    uses: int
    version: int


class CannedList(Shown):
    """What is kept ready for the caller, the most used first."""

    canned: tuple[CannedTold, ...]


class CannedFill(Body):
    """For which conversation an answer is filled, in its customer's locale or in another one."""

    conversation_id: int = Field(ge=1, le=LARGEST_ID)
    locale: CustomerLocale | None = None


class TextToFill(Body):
    """Words with fields, and in which locale their values are said; without it in the customer's."""

    text: CannedText
    locale: CustomerLocale | None = None


class CannedFilled(Shown):
    """An answer with its fields filled. It is not to be sent while `empty` has a field: that still stands in the text.

    `locale`: of the text; `is_fallback`: there was none in the locale that was asked for.
    """

    text: str
    locale: str
    is_fallback: bool
    values: dict[str, str]
    empty: tuple[str, ...]
