"""How a broadcast goes on by itself: its first share, its hold-out, each person's own hour, its next one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.domain.broadcasts import PILOT_HOURS, PILOT_PERCENT, Repeats, Standstill

MOST_PILOTED, MOST_HELD_OUT, LONGEST_PILOT = 50, 50, 72  # per cent, per cent, hours
OWN_HOUR_WITHIN = 24  # hours from the start
# Of the first share, in per cent: to how many it has to be delivered, and how many of these have to read it. Of fewer
# than LEAST_TOLD people a share says nothing; many show nobody that they read.
LEAST_HAD, LEAST_READ, LEAST_TOLD = 50, 5, 20


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
        return f"pilot_percent: write 0 to {MOST_PILOTED}, or none"
    if not 1 <= draft.pilot_hours <= LONGEST_PILOT:
        return f"pilot_hours: write 1 to {LONGEST_PILOT}"
    if not 0 <= draft.holdout_percent <= MOST_HELD_OUT:
        return f"holdout_percent: write 0 to {MOST_HELD_OUT}"
    if draft.repeats not in list(Repeats):
        return f"repeats: choose one of {', '.join(one for one in Repeats if one)}, or nothing"
    waits = draft.pilot_hours if draft.pilot_percent else 0
    if waits >= draft.lasts_hours:
        return f"pilot_hours: write less than the {draft.lasts_hours} hours that it lasts"
    wanted = OWN_HOUR_WITHIN + waits
    if draft.at_own_hour and draft.lasts_hours < wanted:
        return f"lasts_hours: write {wanted} at least, so that everybody's own hour comes"
    return ""


@dataclass(frozen=True, slots=True)
class FirstShare:
    """How many of the first share a message was written for, and with how many of them it went how."""

    people: int
    had: int  # it was delivered to them
    read: int
    refused: int  # they said stop or blocked the shop
    failed: int

    def describe(self) -> dict[str, int]:
        """Return the numbers by their names."""
        return {name: getattr(self, name) for name in self.__slots__}


def judge_pilot(first: FirstShare, stop_percent: int) -> Standstill | None:
    """Return what speaks against going on after the first share; None where nothing does.

    One person alone never stops a broadcast.
    """
    most = max(1, first.people * stop_percent / 100)
    if first.refused > most:
        return Standstill.PILOT_REFUSED
    if first.failed > most:
        return Standstill.PILOT_FAILED
    few_have = first.had < first.people * LEAST_HAD / 100
    few_read = first.had >= LEAST_TOLD and first.read < first.had * LEAST_READ / 100
    return Standstill.PILOT_UNREAD if few_have or few_read else None


def choose_pilot(percent: int | None, is_new: bool, people: int, spare_hours: int) -> int:
    """Return the share of people that gets a broadcast first, in per cent: what was said, else by its text.

    By itself nobody gets it first where that would be too few to tell anything, or where there is no time to wait.
    """
    if percent is not None:
        return percent
    tells = people * PILOT_PERCENT / 100 >= LEAST_TOLD and spare_hours > 2 * PILOT_HOURS
    return PILOT_PERCENT if is_new and tells else 0
