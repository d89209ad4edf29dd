"""What is told and changed of a shop's inbox: hours, holidays, goals, who answers and who sees what."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, Field

from bot.api.answers import Shown
from bot.api.asked import Version
from bot.api.staff_shapes import Body
from bot.db.inbox_settings import InboxSettings
from bot.db.shop import Merchant
from bot.domain.business_hours import WEEKDAYS
from bot.shops.own import kinds

OfDay = Annotated[str, Field(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$", description="A time of day, as 10:00")]
Minutes = Annotated[int, Field(ge=0, le=43_200)]
_LIMIT = "Paise: of orders worth more an owner alone has money go back; 0: everybody at the inbox may."
_OVER = "Over midnight where it is before `opens`, 24 hours where it is the same."


class OpenSpan(Body):
    """A part of a day in which the shop's people work, in the shop's zone."""

    opens: OfDay
    closes: OfDay = Field(description=_OVER)


Spans = Annotated[tuple[OpenSpan, ...], Field(strict=False, max_length=6)]


class WeekOfWork(Body):
    """The parts of each weekday in which the shop's people work; none: they don't."""

    mon: Spans = ()
    tue: Spans = ()
    wed: Spans = ()
    thu: Spans = ()
    fri: Spans = ()
    sat: Spans = ()
    sun: Spans = ()


class Holiday(Body):
    """A date on which nobody works, and what it is called."""

    day: kinds.Day
    name: kinds.Short


class Goals(BaseModel):
    """Minutes of business time within which a person means to answer first and again, and to be done; 0: no goal."""

    first: Minutes
    next: Minutes
    resolution: Minutes


class GoalsChange(Body):
    """Goals that are to be changed."""

    first: Minutes | None = None
    next: Minutes | None = None
    resolution: Minutes | None = None


class InboxSettingsTold(Shown):
    """How a shop's inbox works. `version` goes up with each change."""

    version: int
    zone: str
    hours: WeekOfWork
    holidays: tuple[Holiday, ...]
    goals: Goals
    cap: int
    undo_seconds: int
    binding_assignee: bool
    agents_see_all: bool
    agents_see_numbers: bool
    idle_return_minutes: int
    auto_assign: bool
    away_message: bool
    rating_on_resolve: bool
    refund_limit: int = Field(description=_LIMIT)


class InboxSettingsChange(Body):
    """What is to be changed of the settings as they were at `version`; hours and holidays come whole."""

    version: Version
    hours: WeekOfWork | None = None
    holidays: Annotated[tuple[Holiday, ...], Field(strict=False, max_length=100)] | None = None
    goals: GoalsChange | None = None
    cap: int | None = Field(default=None, ge=1, le=500)
    undo_seconds: int | None = Field(default=None, ge=0, le=10)
    binding_assignee: bool | None = None
    agents_see_all: bool | None = None
    agents_see_numbers: bool | None = None
    idle_return_minutes: Minutes | None = None
    auto_assign: bool | None = None
    away_message: bool | None = None
    rating_on_resolve: bool | None = None
    refund_limit: int | None = Field(default=None, ge=0, le=10**12, description=_LIMIT)


def tell_settings(shop: Merchant, decided: InboxSettings) -> InboxSettingsTold:
    """Return a shop's settings as they are told."""
    hours = {day: [{"opens": span[0], "closes": span[1]} for span in decided.hours.get(day, ())] for day in WEEKDAYS}
    goals = {name: getattr(decided, f"{name}_minutes") for name in Goals.model_fields}
    apart = {"zone", "hours", "holidays", "goals", "agents_see_all", "agents_see_numbers"}
    return InboxSettingsTold(
        zone=shop.zone,
        hours=WeekOfWork.model_validate(hours),
        holidays=tuple(map(Holiday.model_validate, decided.holidays)),
        goals=Goals.model_validate(goals),
        agents_see_all=shop.agents_see_all,
        agents_see_numbers=shop.agents_see_numbers,
        **{name: getattr(decided, name) for name in InboxSettingsTold.model_fields.keys() - apart},
    )


def write_changes(body: InboxSettingsChange) -> dict[str, Any]:
    """Return what is to be changed, by the column it is kept in."""
    changes = body.model_dump(mode="json", exclude_none=True, exclude={"version"})
    for name, minutes in changes.pop("goals", {}).items():
        changes[f"{name}_minutes"] = minutes
    if "hours" in changes:
        hours = changes["hours"].items()
        changes["hours"] = {day: [[span["opens"], span["closes"]] for span in spans] for day, spans in hours}
    return changes
