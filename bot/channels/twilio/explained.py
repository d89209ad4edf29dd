"""What a failed message means to whoever wrote it: what happened, what to do, and whether once more makes sense."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.channels.twilio.errors import response_to
from bot.domain.reactions import Reaction


@dataclass(frozen=True, slots=True)
class Explained:
    """A failure in words for people of the shop; `kind` is what it calls for."""

    sentence: str
    remedy: str
    may_retry: bool
    kind: Reaction = Reaction.RETRY


_SHOP = "Somebody has to mend it: the alert at the desk names the setting. Then send it once more."
_BY_REACTION: Mapping[Reaction, Explained] = {
    Reaction.ALERT: Explained("It was refused because of how sending is set up.", _SHOP, True),
    Reaction.UNREACHABLE: Explained("No message gets to this number.", "Ask for another number by e-mail.", False),
    Reaction.OTHER_CHANNEL: Explained("This number is not on WhatsApp.", "Write by SMS, or call.", False),
    Reaction.OPTED_OUT: Explained("They have blocked messages from you.", "Only they can allow them again.", False),
    Reaction.RETRY: Explained("It did not get through this time.", "Send it once more.", True),
    Reaction.SLOW_DOWN: Explained("Too much was sent at once.", "Wait a minute, then send it once more.", True),
    Reaction.REVIEW: Explained("Its content was refused on the way.", "Say it in other words.", False),
    Reaction.TEMPLATE: Explained("The 24 hours to answer in are over.", "Send a template.", False),
    Reaction.TEMPLATE_GONE: Explained("WhatsApp no longer allows this template.", "Choose another one.", False),
}
_BY_CODE: Mapping[int, Explained] = {
    21617: Explained("It is too long for one message.", "Send it in two.", False),
    30003: Explained("Their phone is off or out of reach.", "Send it once more later.", True),
    30007: Explained("The network took it for spam.", "Say it in other words, without a link.", False),
    63019: Explained("The file could not be fetched.", "Attach it once more.", False),
    63021: Explained("WhatsApp does not take this file.", "Send a picture, a PDF or a recording.", False),
}


def explain(code: int | None) -> Explained:
    """Explain an error code of Twilio's; None is a message that was never handed over."""
    kind = response_to(code).reaction
    return replace(_BY_CODE.get(code or 0) or _BY_REACTION[kind], kind=kind)
