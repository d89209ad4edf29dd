"""What is told and sent of the rules by which customers hear of what happens."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, Field

from bot.api.answers import Moment, Shown
from bot.api.asked import Version
from bot.api.staff_shapes import Body
from bot.domain.consent import Purpose
from bot.domain.locale import CODES
from bot.domain.moments import MomentKind

LONGEST_DELAY = 90 * 24 * 3600
Delay = Annotated[int, Field(ge=0, le=LONGEST_DELAY, description="Seconds after it happened")]
HourOfDay = Annotated[str, Field(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$")]
OwnHours = Annotated[tuple[HourOfDay, ...], Field(strict=False, max_length=2, description="From and until; []: none")]
Whom = Annotated[dict[str, Any], Field(description='To whom: {"orders_at_least": 5}; {} is everybody')]
_LOCALE = f"^({'|'.join(CODES)})$"
OwnTexts = Annotated[
    dict[Annotated[str, Field(pattern=_LOCALE)], Annotated[str, Field(min_length=1, max_length=2000)]],
    Field(min_length=1, max_length=len(CODES), description="Its words by locale, with {fields}"),
]
Title = Annotated[str, Field(min_length=1, max_length=80)]


class RuleName(BaseModel):
    """The name of a rule in an address."""

    name: str = Field(max_length=60)


class RuleSet(Body):
    """What is to be changed of a rule as it was at `version`; title and texts of a rule of the shop's own alone."""

    version: Version
    active: bool | None = None
    delay_seconds: Delay | None = None
    hours: OwnHours | None = None
    segment: Whom | None = None
    title: Title | None = None
    texts: OwnTexts | None = None


class RuleMade(Body):
    """A rule of the shop's own, made switched off."""

    title: Title
    moment: MomentKind
    purpose: Purpose = Field(description="utility or marketing; marketing goes to who agreed to offers alone")
    texts: OwnTexts
    delay_seconds: Delay = 0
    hours: OwnHours = ()
    segment: Whom = Field(default={})


class RuleRehearsed(Body):
    """Which rules are to be played over the last days."""

    names: Annotated[tuple[str, ...], Field(strict=False, max_length=100)] = ()
    days: int = Field(default=7, ge=1, le=14)


class EffectsTold(Shown):
    """What a rule did in the last 30 days; `answered` within a day, `stopped` within a day, `ordered` within three."""

    left: int
    arrived: int
    read: int
    failed: int
    waiting: int
    untold: dict[str, int] = Field(description="By the reason why not")
    answered: int
    stopped: int
    ordered: int


class RuleTold(Shown):
    """A rule as it is in force. `templates` counts what it needs on WhatsApp by how that stands."""

    name: str
    title: str = Field(description="Of a rule of the shop's own; else empty")
    own: bool
    sentence: str = Field(default="", description="When it is told and to whom, in the language of Accept-Language")
    moment: MomentKind
    key: str = Field(description="Of its sentence")
    text: str = Field(description="Its words in the shop's language")
    texts: dict[str, str] = Field(description="Of a rule of the shop's own, by locale")
    purpose: Purpose
    active: bool
    delay_seconds: int
    hours: tuple[str, ...]
    urgent: bool
    segment: dict[str, Any]
    changed: bool = Field(description="Whether the shop has it otherwise than ours")
    templates: dict[str, int]
    lately: EffectsTold
    version: int


class MomentTold(Shown):
    """A moment that can be told, and the fields that its words may have."""

    moment: MomentKind
    fields: tuple[str, ...]


class RuleList(Shown):
    """Every rule, the standard ones in their order first, and the moments that rules of the shop's own may tell."""

    rules: tuple[RuleTold, ...]
    moments: tuple[MomentTold, ...]


class RuleChanged(Shown):
    """A rule, and stored words that promise what is no longer kept."""

    rule: RuleTold
    unkept: tuple[str, ...]


class RehearsedTold(Shown):
    """One message that would have been made; `outcome` is text or template, or why it would not have left."""

    due_at: Moment
    rule: str
    customer_id: int
    customer: str
    channel: str
    outcome: str
    text: str


class RehearsalTold(Shown):
    """What rules would have told: how many by rule and outcome, the first messages, and what they cost together.

    Nothing was sent or kept. `whole` is false where there was more than could be played at once.
    """

    counts: dict[str, dict[str, int]]
    would_leave: int
    people: int
    messages: tuple[RehearsedTold, ...]
    cost_micros: int
    currency: str
    whole: bool
