"""Which of the shop's answers a turn ended in."""

from __future__ import annotations

from bot.ports import Answered

_FAQ = "faq.answer"


def find_topic_told(answered: Answered) -> str | None:
    """Return the slug of the first topic that an answer tells; None where it tells none."""
    told = (one.values.get("topic") for one in answered.said if one.key == _FAQ)
    return next((slug for slug in told if isinstance(slug, str) and slug), None)
