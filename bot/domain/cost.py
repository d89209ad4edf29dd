"""What a message costs: SMS parts as networks count them, and an estimate of the money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.channels import Channel

# GSM 03.38: one septet each; those of the extension table are sent as an escape and a second septet.
_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")
_SINGLE = {"GSM-7": 160, "UCS-2": 70}  # units of a message that is one part
_JOINED = {"GSM-7": 153, "UCS-2": 67}  # of each of several: six bytes of each say which one it is

# Millionths of a rupee. WhatsApp: Meta's rates for India of 2026 as price lists of third parties give them, without
# Twilio's own fee. SMS: no list was found that agrees with another; set high, so that an estimate doesn't flatter.
# A merchant's own contract stands in Merchant.prices, under the same keys, in the shop's currency.
DEFAULT_PRICES = {
    "sms_segment": 7_000_000,
    "whatsapp_marketing": 863_100,
    "whatsapp_utility": 115_000,
    "whatsapp_service": 0,
}


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
    channel: str, purpose: str, text: str, in_window: bool, by_template: bool, prices: Mapping[str, int]
) -> int:
    """What a message will cost about, in millionths of the shop's currency.

    `purpose` is utility or marketing; `prices` are the merchant's own, and DEFAULT_PRICES stand in for missing ones.
    A template is counted by its category in the window too: that is how utility is billed since October 2026, by
    all reports (FACTS 3.4, third party). Free text outside the window cannot leave; it counts as the template it needs.
    """
    if channel == Channel.SMS:
        return segments(text).count * _price("sms_segment", prices)
    if in_window and not by_template:
        return _price("whatsapp_service", prices)
    return _price(f"whatsapp_{purpose}", prices)


def _price(key: str, prices: Mapping[str, int]) -> int:
    return prices.get(key, DEFAULT_PRICES[key])


def _encoding(text: str) -> str:
    """One character outside the alphabet turns the whole message to UCS-2."""
    return "GSM-7" if all(character in _BASIC or character in _EXTENDED for character in text) else "UCS-2"


def _units(character: str, encoding: str) -> int:
    if encoding == "GSM-7":
        return 2 if character in _EXTENDED else 1
    return 2 if ord(character) > 0xFFFF else 1
