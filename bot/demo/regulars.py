"""Customers who have bought before: to them went the demo shop's last broadcast, and some have bought since."""

from __future__ import annotations

from bot.demo.cast import Cast, Purchase, SeededCustomer, Shipment
from bot.demo.shop import read
from bot.domain.orders import Payment
from bot.domain.parcels import LateWhy, ParcelStage

FIRST = 1000  # their phones are numbered from here, apart from those of the phone page and of the inbox
# By their place in the list: never agreed to offers; on whose parcel the weather was.
SILENT, LATE = (11, 27, 44), (5, 38)
# Who has bought since the broadcast: (place, day, product).
_BOUGHT = (
    (0, -5, "DUP-PHULKARI"),
    (3, -5, "SAR-TANT"),
    (9, -4, "CUS-MIRROR"),
    (16, -4, "KTI-AJRAKH"),
    (22, -4, "SAR-CHANDERI"),
    (31, -3, "LMP-BLOCK"),
    (40, -3, "STO-KUTCH"),
    (47, -3, "KUR-BLOCK"),
    (58, -3, "BAG-KUTCH"),
)
_COURIER, _TRACKING = "Ekart", "FMPC09380{}"


def list_regulars() -> Cast:
    """Return them and what they bought."""
    people = tuple(
        SeededCustomer(
            phone=f"+91980000{FIRST + place}",
            name=name,
            locale=locale,
            address=f"{place + 1} Station Road",
            city=city,
            pin=pin,
            likes_news=place not in SILENT,
        )
        for place, (locale, city, pin, name) in enumerate(_rows())
    )
    late = [_late(f"10{3 + n:02}", people[place]) for n, place in enumerate(LATE)]
    since = [_bought(f"10{5 + n:02}", people[place], day, sku) for n, (place, day, sku) in enumerate(_BOUGHT)]
    return Cast(people=people, purchases=(*late, *since))


def _rows() -> list[tuple[str, str, str, str]]:
    """(locale, city, PIN, name), the languages by turns."""
    groups = read("regulars.toml")["of"]
    by_turns = zip(*(one["names"] for one in groups), strict=True)
    return [
        (one["locale"], one["city"], one["pin"], name)
        for names in by_turns
        for one, name in zip(groups, names, strict=True)
    ]


def _bought(number: str, person: SeededCustomer, day: int, sku: str) -> Purchase:
    """Ordered on a day, at the door two days later."""
    door = Shipment(
        _COURIER, _TRACKING.format(number), ParcelStage.DELIVERED, day + 1, (day + 2, "15:10"), person.city, day + 2
    )
    return Purchase(number, person.phone, ((sku, 1),), (day, "13:10"), day + 3, shipment=door)


def _late(number: str, person: SeededCustomer) -> Purchase:
    road = Shipment(
        _COURIER,
        _TRACKING.format(number),
        ParcelStage.IN_TRANSIT,
        -12,
        (-1, "20:15"),
        "Itarsi",
        3,
        LateWhy.WEATHER,
    )
    return Purchase(number, person.phone, (("SAR-BANARASI", 1),), (-13, "19:20"), -8, Payment.PAID, shipment=road)
