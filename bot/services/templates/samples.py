"""Sample values of templates' variables: what WhatsApp's reviewer sees in place of a customer's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.db.shop import Merchant
from bot.domain.template_wording import TemplateWording, button_key, picture_key
from bot.locales.catalogue import written

PICTURE = "sample.jpg"  # a picture we serve under this name ourselves
_TOKEN = "k3Jd9sQ1vX0a"  # stands for a button's opaque id
_EXAMPLE_SITE = "https://www.example.com"
_WHY = {"notice.attempt_failed": "failed.why.not_home"}
_INSTEAD = {
    "notice.returning": "instead.returned.paid",
    "notice.returned": "instead.returned.paid",
    "notice.cancelled": "instead.cancelled.unpaid",
}
_WHAT = {"owner.alert": "owner.what.part"}
_ANY_WHY = "late.why.weather"
# In the kinds of values that sentences take (docs/dialogue.md).
_VALUES: Mapping[str, Any] = {
    "number": "1042",
    "items": "Bandhani saree",
    "item": "Bandhani saree",
    "other": "Silk stole",
    "courier": "Delhivery",
    "tracking": "1490823456789",
    "day": {"key": "word.tomorrow"},
    "cause": "part:rasa",
    "place": "Ahmedabad",
    "name": "Asha",
    "code": "THANKS100",
    "points": 20,
    "balance": 140,
}
_MONEY = {"amount": 129_900, "minimum": 99_900}


def write_samples(merchant: Merchant, wording: TemplateWording) -> dict[str, str]:
    """A value for every variable, in the wording's locale; a field nobody foresaw gets its own name."""
    values = list_values(merchant, wording.key)
    samples = {
        str(number): written(wording.locale, values.get(field, field))
        for number, field in enumerate(wording.fields, start=1)
    }
    for position in range(len(wording.buttons)):
        samples[button_key(position, wording.fields)] = f"{_TOKEN}{position + 1}"
    if wording.with_picture:
        samples[picture_key(wording.fields, wording.buttons)] = PICTURE
    return samples


def list_values(merchant: Merchant, key: str) -> dict[str, Any]:
    """Return a value for each field that sentences of this key may have, as far as one was foreseen."""
    address = f"{merchant.site_url.rstrip('/') or _EXAMPLE_SITE}/t/8fK2mQ"
    return {
        **_VALUES,
        **{field: {"money": [minor, merchant.currency]} for field, minor in _MONEY.items()},
        "shop": merchant.name,
        **merchant.figures,
        "url": address,
        "link": address,  # of a text of the shop's own
        "ends_on": {"key": "word.tomorrow"},
        "cheer": {"key": "delivered.cheer"},
        "rest": {"key": "rest.to_come"},
        "instead": {"key": _INSTEAD.get(key, "instead.lost.paid")},
        "what": {"key": _WHAT.get(key, "stranger.read")},
        "why": {"key": _WHY.get(key, _ANY_WHY)},
    }
