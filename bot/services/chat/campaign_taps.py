"""Taps below a shop's own texts for many, which need no model."""

from __future__ import annotations

from bot.ports import Said

SHOW, LATER = "campaign_show", "campaign_later"
URL = "url"


def show_link(url: str) -> Said:
    """Answer "Show me" with the address that the text leads to."""
    return Said("campaign.show", {"url": url})


def say_later() -> Said:
    """Answer "Not now": nothing is taken back, and nothing is asked."""
    return Said("campaign.later", {})
