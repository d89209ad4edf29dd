"""Why a delivery failed or a parcel is late, from the words of the courier's scan."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypeVar

from bot.domain.milestones import Milestone
from bot.domain.news import ParcelNews
from bot.domain.parcels import FailedWhy, LateWhy

Why = TypeVar("Why", FailedWhy, LateWhy)

# The first that fits. Money and phone come first: "contact number not available" is no empty house.
_FAILED = (
    (FailedWhy.CASH, re.compile(r"\bcod\b|\bcash\b|amount|payment|money")),
    (FailedWhy.PHONE, re.compile(r"phone|mobile|\bcall|contact|reachable|switched off")),
    (
        FailedWhy.NOT_HOME,
        re.compile(r"(customer|consignee|receiver|recipient|buyer|addressee).*(not|un)[- ]?available"),
    ),
    (FailedWhy.NOT_HOME, re.compile(r"door|premises|locked|closed|not (at )?home|absent|out of station")),
    (FailedWhy.ADDRESS, re.compile(r"address|location|pin ?code|landmark|shifted|moved")),
    (FailedWhy.NOT_HOME, re.compile(r"not available|unavailable")),
)
_LATE = (
    (LateWhy.WEATHER, re.compile(r"weather|\brain|flood|storm|cyclone|\bfog|\bsnow|\bwinds?\b|cold")),
    (LateWhy.ADDRESS, re.compile(r"address|pin ?code|moved|shifted")),
    (
        LateWhy.HUB,
        re.compile(r"\bhub|backlog|misrout|facility|processing|sort|vehicle|flight|network|capacity|connection"),
    ),
)


def failed_why(words: str) -> FailedWhy:
    """Why a parcel could not be handed over, UNKNOWN where the words name no reason."""
    return _first(_FAILED, words) or FailedWhy.UNKNOWN


def late_why(words: str) -> LateWhy:
    """Why a parcel is late, UNKNOWN where the words name no reason."""
    return _first(_LATE, words) or LateWhy.UNKNOWN


def with_reason(news: ParcelNews, words: str) -> ParcelNews:
    """The news with the reason its words name, where its milestone has one.

    A misrouted parcel goes on moving: the reason is kept for the day it turns out to be late.
    """
    if news.milestone == Milestone.ATTEMPT_FAILED:
        return replace(news, failed_why=failed_why(words))
    if news.milestone == Milestone.DELAYED:
        return replace(news, late_why=late_why(words))
    return replace(news, late_why=LateWhy.HUB) if "misrout" in words.lower() else news


def _first(rules: tuple[tuple[Why, re.Pattern[str]], ...], words: str) -> Why | None:
    folded = words.lower().replace("_", " ")
    return next((why for why, pattern in rules if pattern.search(folded)), None)
