"""Why a broadcast goes no further, in words for the people of the shop."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.broadcasts import Standstill

_SAID: Mapping[Standstill, str] = {
    Standstill.LATE: "did not begin: its time had long passed. Start it anew if it is still wanted.",
    Standstill.AWAY: "waits: nothing ran for a while, after an outage or in a restored backup. Resume it if wanted.",
    Standstill.TEMPLATE: "waits: WhatsApp does not take its template now. Look at the template, then resume.",
    Standstill.TERMS: "stopped: WhatsApp's terms for marketing are not accepted. Accept them in WhatsApp Manager.",
    Standstill.FAILURES: "stopped by itself: more than {percent} % of its newest messages failed. See the reasons.",
    Standstill.REFUSALS: "stopped by itself: more than {percent} % of those who got it said stop or blocked you.",
    Standstill.BUDGET: "stopped at the end of its budget.",
    Standstill.PILOT: "waits for how its first share goes, and goes on by itself if that is fine. "
    "Resume it to go on now.",
    Standstill.PILOT_REFUSED: "waits after its first share: more than {percent} % of them said stop or blocked you. "
    "Call it off, or resume it if it is wanted all the same.",
    Standstill.PILOT_FAILED: "waits after its first share: more than {percent} % of the messages failed. "
    "See the reasons, mend them, then resume.",
    Standstill.PILOT_UNREAD: "waits after its first share: hardly anybody has it yet. "
    "Look at the reasons, then resume.",
    Standstill.EXPIRED: "ended: its time was over before everybody had got it.",
}


def say_standstill(name: str, why: Standstill, percent: int) -> str:
    """Return the sentence for why a broadcast of this name goes no further."""
    return f"“{name}” {_SAID[why].format(percent=percent)}"
