"""How a broadcast goes on by itself: its first share, its hold-out, each person's own hour, its next one."""

from __future__ import annotations

from typing import Protocol

from bot.domain.broadcasts import PILOT_PERCENT, Repeats

MOST_PILOTED, MOST_HELD_OUT, LONGEST_PILOT = 50, 50, 72  # per cent, per cent, hours
OWN_HOUR_WITHIN = 24  # hours from the start


class Planned(Protocol):
    """What is asked of a draft."""

    @property
    def lasts_hours(self) -> int: ...
    @property
    def pilot_percent(self) -> int | None: ...
    @property
    def pilot_hours(self) -> int: ...
    @property
    def holdout_percent(self) -> int: ...
    @property
    def at_own_hour(self) -> bool: ...
    @property
    def repeats(self) -> Repeats: ...


def find_flaw(draft: Planned) -> str:
    """Return what is wrong with how a draft is to go on, field first; "" where it is well."""
    if not 0 <= (draft.pilot_percent or 0) <= MOST_PILOTED:
        return f"pilot_percent: 0 to {MOST_PILOTED}, or none"
    if not 1 <= draft.pilot_hours <= LONGEST_PILOT:
        return f"pilot_hours: 1 to {LONGEST_PILOT}"
    if not 0 <= draft.holdout_percent <= MOST_HELD_OUT:
        return f"holdout_percent: 0 to {MOST_HELD_OUT}"
    if draft.repeats not in list(Repeats):
        return f"repeats: one of {', '.join(one for one in Repeats if one)}, or nothing"
    waits = draft.pilot_hours if draft.pilot_percent else 0
    if waits >= draft.lasts_hours:
        return f"pilot_hours: below the {draft.lasts_hours} hours that it lasts"
    wanted = OWN_HOUR_WITHIN + waits
    if draft.at_own_hour and draft.lasts_hours < wanted:
        return f"lasts_hours: {wanted} at least, so that everybody's own hour comes"
    return ""


def choose_pilot(percent: int | None, is_new: bool) -> int:
    """Return the share of people that gets a broadcast first, in per cent: what was said, else by its text."""
    return percent if percent is not None else PILOT_PERCENT * is_new
