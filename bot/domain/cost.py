"""What a message costs: SMS parts as networks count them, and an estimate of the money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.channels import Channel
from bot.domain.own_prices import find_own_price
from bot.domain.prices import price_on

# GSM 03.38: one septet each; those of the extension table are sent as an escape and a second septet.
_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")
_SINGLE = {"GSM-7": 160, "UCS-2": 70}  # units of a message that is one part
_JOINED = {"GSM-7": 153, "UCS-2": 67}  # of each of several: six bytes of each say which one it is


@dataclass(frozen=True, slots=True)
class Segments:
    """An SMS as it is billed: `count` parts, `units` septets (GSM-7) or UTF-16 units (UCS-2) of text in all."""

    encoding: str
    count: int
    units: int


def segments(text: str) -> Segments:
    """How many parts a text makes; none when it is empty."""
    encoding = _encoding(text)
    return Segments(encoding, len(parts(text)), sum(_units(character, encoding) for character in text))


def parts(text: str) -> list[str]:
    """The text as it is cut for sending. What takes two units is never cut in two (FACTS 3.3)."""
    encoding = _encoding(text)
    sizes = [_units(character, encoding) for character in text]
    if sum(sizes) <= _SINGLE[encoding]:
        return [text] if text else []
    found, start, used = [], 0, 0
    for place, size in enumerate(sizes):
        if used + size > _JOINED[encoding]:
            found.append(text[start:place])
            start, used = place, 0
        used += size
    return [*found, text[start:]]


def estimate_micros(
    channel: str, purpose: str, text: str, in_window: bool, by_template: bool, prices: Mapping[str, int], on: date
) -> int:
    """What a message that leaves on a day will cost about, in millionths of the shop's currency.

    `purpose` is utility or marketing; `prices` are the merchant's own (bot.domain.own_prices); for
    missing ones bot.domain.prices stands in.
    A template is counted by its category in the window too: that is how utility is billed since October 2026, by
    all reports (FACTS 3.4, third party). Free text outside the window cannot leave; it counts as the template it needs.
    The month's free answers are not taken off: nobody knows beforehand which ones they will be.
    """
    what = _what(channel, purpose, in_window, by_template)
    own = find_own_price(prices, what, on)
    price = price_on(on, what) if own is None else own
    return segments(text).count * price if channel == Channel.SMS else price


def _what(channel: str, purpose: str, in_window: bool, by_template: bool) -> str:
    if channel == Channel.SMS:
        return "sms_segment"
    return "whatsapp_service" if in_window and not by_template else f"whatsapp_{purpose}"


def _encoding(text: str) -> str:
    """One character outside the alphabet turns the whole message to UCS-2."""
    return "GSM-7" if all(character in _BASIC or character in _EXTENDED for character in text) else "UCS-2"


def _units(character: str, encoding: str) -> int:
    if encoding == "GSM-7":
        return 2 if character in _EXTENDED else 1
    return 2 if ord(character) > 0xFFFF else 1
