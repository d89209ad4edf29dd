"""What is asked and told of lists of people."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from bot.api.answers import Id, Moment, Shown
from bot.api.asked import LARGEST_ID, LARGEST_PAGE, PAGE, Number, Query
from bot.domain.channels import Channel
from bot.domain.lists.states import LONGEST_WORDS, ListState
from bot.services.broadcasts.lists.keeping import LONGEST_NAME
from bot.shops.own import kinds


class AudienceFileQuery(Query):
    """What is said of a list beside the file itself: how it is called, and how its people agreed to offers."""

    name: str = Field(default="", max_length=LONGEST_NAME, description="Of the file, where the body is the file.")
    consent_source: str = Field(
        max_length=40, description="Where they agreed: GET /audience-files/consents lists the answers."
    )
    consent_words: str = Field(
        default="", max_length=LONGEST_WORDS, description="What they agreed to, as it was shown."
    )
    consent_locale: str = Field(
        default="", max_length=10, description="The language of these words; default: the shop's."
    )
    consent_on: kinds.Day | None = Field(default=None, description="On which day, like 2026-11-21; default: today.")
    channels: str = Field(default=Channel.WHATSAPP.value, max_length=40, description="For which, like whatsapp,sms.")


class AudienceFilesQuery(Query):
    """Which lists."""

    before: Number = Field(default=LARGEST_ID, ge=1, le=LARGEST_ID)
    limit: Number = Field(default=PAGE, ge=1, le=LARGEST_PAGE)


class ListFaultTold(Shown):
    """What is wrong with a row, by its name with what the name does not say, and in words; `row` as a spreadsheet
    counts.
    """

    name: str
    row: int
    values: dict[str, Any]
    says: str
    remedy: str


class AudienceFileTold(Shown):
    """A list of people. `rows` are filled in, `read` of them looked at, `people` can be used; `wrong` are counted by
    fault. Once it is accepted, `newcomers` of the people were not known before, and of the `stopped` a no stands.
    """

    id: Id
    name: str
    state: ListState
    coding: str
    columns: tuple[str, ...]
    channels: tuple[Channel, ...]
    consent_source: str
    consent_words: str
    consent_locale: str
    consent_at: Moment
    rows: int
    read_to: int
    people: int
    wrong: dict[str, int]
    newcomers: int
    stopped: int
    created_at: Moment
    accepted_at: Moment | None


class AudienceFileWhole(AudienceFileTold):
    """A list with the first hundred of its errors."""

    faults: tuple[ListFaultTold, ...]


class AudienceFileList(Shown):
    """Lists, the newest first; `next` is the `before` of the next page, null on the last."""

    files: tuple[AudienceFileTold, ...]
    next: int | None


class ListConsentTold(Shown):
    """An answer to where people of a list agreed to offers; `refused` says why it is no consent, "" where it is."""

    name: str
    says: str
    refused: str
    instead: str


class ListConsents(Shown):
    """The answers there are."""

    consents: tuple[ListConsentTold, ...]
