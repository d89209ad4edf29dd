"""What is told and sent of the sentences a shop says."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from bot.api.answers import Shown, Wrong
from bot.api.asked import Query
from bot.api.staff_shapes import Body
from bot.domain.locale import CODES

LocaleName = Annotated[str, Field(pattern=f"^({'|'.join(CODES)})$")]
Words = Annotated[str, Field(max_length=4000, description="As it is said, with its {fields}; empty: ours")]
Left = Annotated[tuple[Annotated[str, Field(max_length=40)], ...], Field(strict=False, max_length=30)]


class SentencesQuery(Query):
    """Which sentences: of which locale, holding which words in any script, the shop's own alone or all."""

    locale: LocaleName = "en"
    q: str = Field(default="", max_length=200)
    own: Literal["true", "false"] = "false"
    after: str = Field(default="", max_length=100)


class SentencePlace(BaseModel):
    """A sentence in an address."""

    key: str = Field(max_length=100)


class WordingPlace(SentencePlace):
    """A sentence in one locale, in an address."""

    locale: str = Field(max_length=20)


class WordingChange(Body):
    """New words for a sentence whose own ones are `was` ("" where ours are said)."""

    was: Words
    text: Words
    leave_out: Left = Field(default=(), description="Fields of ours that the new words do without on purpose")


class WordingTried(Body):
    """Words that are to be seen before they are kept."""

    text: Words
    leave_out: Left = ()


class WordedTold(Shown):
    """A sentence in one locale; `own` is "" where ours is said."""

    key: str
    locale: str
    ours: str
    own: str
    fields: tuple[str, ...]
    more_fields: tuple[str, ...] = Field(description="Every sentence may name these")
    most_letters: int
    note: str = Field(description="When it is said")
    by_template: bool = Field(description="Whether WhatsApp has to approve new words before they are said")


class WordedList(Shown):
    """A page of sentences in the order of the catalogue; `next` is the `after` of the next page."""

    sentences: tuple[WordedTold, ...]
    next: str | None


class SentenceLocales(Shown):
    """A sentence in every locale."""

    sentences: tuple[WordedTold, ...]


class SpokenTold(Shown):
    """Words as the phone would show them, and all that is wrong with them."""

    text: str
    buttons: tuple[str, ...]
    sms_parts: int
    sms_letters: int
    is_real: bool = Field(description="Filled with what a customer was told; else with examples")
    slips: tuple[Wrong, ...]
