"""Why a delivery failed or a parcel is late, from the words of the courier's scan."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.domain.milestones import Milestone
from bot.domain.news import ParcelNews

# The first that fits. Money and phone come first: "contact number not available" is no empty house.
_FAILED = (
    ("cash", re.compile(r"\bcod\b|\bcash\b|amount|payment|money")),
    ("phone", re.compile(r"phone|mobile|\bcall|contact|reachable|switched off")),
    ("not_home", re.compile(r"(customer|consignee|receiver|recipient|buyer|addressee).*(not|un)[- ]?available")),
    ("not_home", re.compile(r"door|premises|locked|closed|not (at )?home|absent|out of station")),
    ("address", re.compile(r"address|location|pin ?code|landmark|shifted|moved")),
    ("not_home", re.compile(r"not available|unavailable")),
)
_LATE = (
    ("weather", re.compile(r"weather|\brain|flood|storm|cyclone|\bfog|\bsnow|\bwinds?\b|cold")),
    ("address", re.compile(r"address|pin ?code|moved|shifted")),
    ("hub", re.compile(r"\bhub|backlog|misrout|facility|processing|sort|vehicle|flight|network|capacity|connection")),
)


def failed_why(words: str) -> str:
    """One of bot.domain.parcels.FAILED_WHYS."""
    return _first(_FAILED, words)


def late_why(words: str) -> str:
    """One of bot.domain.parcels.LATE_WHYS."""
    return _first(_LATE, words)


def with_reason(news: ParcelNews, words: str) -> ParcelNews:
    """The news with the reason its words give, where its milestone has one.

    A misrouted parcel goes on moving: the reason is kept for the day it turns out to be late.
    """
    if news.milestone == Milestone.ATTEMPT_FAILED:
        return replace(news, failed_why=failed_why(words))
    if news.milestone == Milestone.DELAYED:
        return replace(news, late_why=late_why(words))
    return replace(news, late_why="hub") if "misrout" in words.lower() else news


def _first(rules: tuple[tuple[str, re.Pattern[str]], ...], words: str) -> str:
    folded = words.lower().replace("_", " ")
    return next((why for why, pattern in rules if pattern.search(folded)), "unknown")
