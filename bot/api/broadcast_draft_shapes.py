"""What is sent of drafts of broadcasts."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from bot.api.asked import Version
from bot.api.staff_shapes import Body
from bot.domain.broadcasts import PILOT_HOURS, PILOT_PERCENT, Repeats
from bot.services.broadcasts.draft import LONGEST_LIFE, LONGEST_NAME
from bot.services.broadcasts.plan import LONGEST_PILOT, MOST_HELD_OUT, MOST_PILOTED
from bot.services.broadcasts.sources import FIELDS
from bot.shops.own import kinds

_ValuesSent = Annotated[
    dict[str, Any],
    Field(
        description='Field -> {"text": "…"}, {"stock": "SKU"}, or {"field": "…", "default": "…"} of '
        f"{', '.join(FIELDS)}. GET /broadcasts/sentences and /campaign-texts list the fields of each text.",
        examples=[{"name": {"field": "first_name", "default": "friend"}, "code": {"text": "SAVE100"}}],
    ),
]
AudienceSent = Annotated[
    dict[str, Any],
    Field(
        description='{"segment": 12}, {"newsletter": 3}, {"customers": [ids]} or {"agreed": true}, '
        "everybody who agreed to offers.",
        examples=[{"agreed": True}],
    ),
]


_PilotSent = Annotated[
    int | None,
    Field(
        ge=0,
        le=MOST_PILOTED,
        description="The share that gets it first, in per cent; the others wait `pilot_hours` for how that goes. "
        f"null: {PILOT_PERCENT} for a text that was never sent before, else 0.",
    ),
]


class SecondSent(Body):
    """Another text for `percent` of the people: who gets it follows from who they are, the same each time."""

    key: Annotated[kinds.Needed, Field(max_length=100)]
    values: _ValuesSent = Field(default_factory=dict)
    percent: int = Field(ge=1, le=99)


class _BroadcastWanted(Body):
    key: Annotated[kinds.Words, Field(max_length=100)] = ""
    values: _ValuesSent = Field(default_factory=dict)
    second: SecondSent | None = None
    audience: AudienceSent = Field(default_factory=dict)
    fallback_locale: Annotated[str, Field(max_length=10)] | None = None
    by_sms: bool = False
    starts_at: kinds.Moment | None = None
    lasts_hours: int = Field(default=24, ge=1, le=LONGEST_LIFE)
    stop_percent: int = Field(default=10, ge=1, le=100)
    budget_micros: int | None = Field(default=None, ge=1, le=10**15)
    pilot_percent: _PilotSent = None
    pilot_hours: int = Field(default=PILOT_HOURS, ge=1, le=LONGEST_PILOT)
    holdout_percent: int = Field(default=0, ge=0, le=MOST_HELD_OUT)
    at_own_hour: bool = False
    repeats: Repeats = Repeats.NEVER


class BroadcastMade(_BroadcastWanted):
    """A draft: what to say (`key`, a sentence, with the sources of its fields), to whom, when, and what stops it.

    A name is enough to begin with; a sentence needs the sources of all its fields.
    """

    name: Annotated[kinds.Needed, Field(max_length=LONGEST_NAME)]


class BroadcastChange(_BroadcastWanted):
    """What is to be changed of a draft as it was at `version`; what is not named stays as it is.

    A sentence may be chosen before its fields have sources: `missing` of the answer says what is left to do.
    """

    version: Version
    name: Annotated[kinds.Needed, Field(max_length=LONGEST_NAME)] | None = None
