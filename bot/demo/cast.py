"""Who buys at the demo shop, and what is going on with their orders on the day of seeding."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.domain.orders import Payment
from bot.domain.parcels import FailedWhy, LateWhy, ParcelStage


@dataclass(frozen=True, slots=True)
class SeededPoints:
    """A change of the balance; `day` relative to the day of seeding."""

    points: int
    reason: str
    day: int


@dataclass(frozen=True, slots=True)
class SeededCustomer:
    """A customer and the address their orders go to."""

    phone: str
    name: str
    locale: str
    address: str
    city: str
    pin: str
    points: tuple[SeededPoints, ...] = ()
    likes_news: bool = True
    birthday_in: int = 0  # days from the day of seeding; 0: the shop doesn't know it


@dataclass(frozen=True, slots=True)
class Shipment:
    """A parcel; days are relative to the day of seeding, the time of the last scan is the shop's."""

    courier: str
    tracking_number: str
    stage: str
    shipped: int
    scanned: tuple[int, str]
    place: str
    expected: int
    late_why: str | None = None
    failed_why: str | None = None


@dataclass(frozen=True, slots=True)
class Purchase:
    """An order; `items` are (sku, quantity)."""

    number: str
    phone: str
    items: tuple[tuple[str, int], ...]
    placed: tuple[int, str]
    promised: int
    payment: str = Payment.PAID
    cod_confirmed: bool = False
    shipment: Shipment | None = None
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class LeftCart:
    """A cart left behind so many minutes ago."""

    phone: str
    token: str
    items: tuple[tuple[str, int], ...]
    minutes_ago: int


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody and everything."""

    people: tuple[SeededCustomer, ...] = field(default_factory=tuple)
    purchases: tuple[Purchase, ...] = field(default_factory=tuple)
    carts: tuple[LeftCart, ...] = field(default_factory=tuple)


ASHA, RAHUL, MITALI, JOHN, FARIDA, KIRAN, SOURAV = (f"+91980000000{number}" for number in range(1, 8))

_PEOPLE = (
    SeededCustomer(
        ASHA,
        "Asha Patel",
        "gu",
        "14 Shivam Flats, Satellite Road",
        "Ahmedabad",
        "380015",
        (SeededPoints(60, "order", -200),),
    ),
    SeededCustomer(RAHUL, "Rahul Sharma", "hi", "C-52 Greater Kailash II", "New Delhi", "110019"),
    SeededCustomer(
        MITALI,
        "Mitali Sen",
        "bn",
        "31/2 Dover Lane, Gariahat",
        "Kolkata",
        "700029",
        (SeededPoints(110, "order", -160), SeededPoints(20, "review", -150), SeededPoints(110, "order", -60)),
        birthday_in=1,
    ),
    SeededCustomer(
        JOHN, "John D'Souza", "en", "7 Kasturi Apartments, Indiranagar", "Bengaluru", "560038", likes_news=False
    ),
    SeededCustomer(
        FARIDA,
        "Farida Shaikh",
        "hi-Latn",
        "9 Hill View, Bandra West",
        "Mumbai",
        "400050",
        (SeededPoints(175, "order", -330), SeededPoints(64, "order", -120), SeededPoints(90, "order", -45)),
        birthday_in=40,
    ),
    SeededCustomer(
        KIRAN, "Kiran Desai", "gu-Latn", "22 Ghod Dod Road", "Surat", "395007", (SeededPoints(45, "order", -80),)
    ),
    SeededCustomer(SOURAV, "Sourav Das", "bn-Latn", "5 Panchanantala Road", "Howrah", "711101", likes_news=False),
)

_CURRENT = (
    Purchase(
        "1042",
        ASHA,
        (("SAR-BANDHANI", 1), ("DUP-BANDHANI", 1)),
        (-2, "20:15"),
        0,
        shipment=Shipment(
            "Delhivery", "14902250017342", ParcelStage.OUT_FOR_DELIVERY, -1, (0, "08:40"), "Satellite, Ahmedabad", 0
        ),
    ),
    Purchase(
        "1043",
        RAHUL,
        (("KUR-BLOCK", 2),),
        (-9, "13:05"),
        -3,
        shipment=Shipment(
            "Blue Dart", "81764325590", ParcelStage.IN_TRANSIT, -8, (-1, "22:10"), "Jaipur", 2, LateWhy.WEATHER
        ),
    ),
    Purchase(
        "1044",
        MITALI,
        (("SAR-TANT", 1), ("RUN-KANTHA", 1)),
        (-8, "11:30"),
        -2,
        shipment=Shipment(
            "India Post", "EA482913605IN", ParcelStage.DELIVERED, -7, (-2, "12:25"), "Gariahat, Kolkata", -2
        ),
    ),
    Purchase("1045", JOHN, (("LMP-BLOCK", 1),), (-1, "18:50"), 5),
    Purchase(
        "1046",
        JOHN,
        (("BED-JAIPUR", 1), ("CUS-MIRROR", 1)),
        (-10, "09:20"),
        -3,
        shipment=Shipment(
            "Ekart", "FMPC0938417265", ParcelStage.DELIVERED, -9, (-3, "16:05"), "Indiranagar, Bengaluru", -3
        ),
    ),
    Purchase(
        "1047",
        KIRAN,
        (("KUR-CHIKAN", 1), ("BOT-COPPER", 1)),
        (-4, "21:40"),
        -1,
        shipment=Shipment(
            "Delhivery",
            "14902250018891",
            ParcelStage.ATTEMPT_FAILED,
            -3,
            (-1, "17:40"),
            "Athwa, Surat",
            1,
            failed_why=FailedWhy.NOT_HOME,
        ),
    ),
    Purchase("1048", SOURAV, (("SAR-TANT", 1),), (0, "07:30"), 6, payment=Payment.COD),
)

# Six orders of the past, the newest last: Farida is the customer a shop wants to keep.
_FARIDA_BOUGHT = (
    ("1031", (("SAR-PATOLA", 1),), -336, "BD"),
    ("1032", (("DIY-BRASS", 2),), -290, "EK"),
    ("1034", (("KUR-BLOCK", 1), ("DUP-PHULKARI", 1)), -215, "DL"),
    ("1036", (("CUS-MIRROR", 1),), -128, "EK"),
    ("1038", (("SAR-CHANDERI", 1),), -90, "BD"),
    ("1040", (("BED-JAIPUR", 1), ("STO-KUTCH", 1)), -47, "DL"),
)
_COURIERS = {
    "BD": ("Blue Dart", "8176430{}"),
    "EK": ("Ekart", "FMPC090000{}"),
    "DL": ("Delhivery", "1490225000{}"),
}


def _past(number: str, items: tuple[tuple[str, int], ...], placed: int, code: str) -> Purchase:
    courier, tracking = _COURIERS[code]
    door = placed + 5
    parcel = Shipment(
        courier, tracking.format(number), ParcelStage.DELIVERED, placed + 1, (door, "13:15"), "Bandra, Mumbai", door
    )
    return Purchase(number, FARIDA, items, (placed, "22:00"), door, shipment=parcel, reviewed=placed < -200)


CAST = Cast(
    people=_PEOPLE,
    purchases=(*(_past(*row) for row in _FARIDA_BOUGHT), *_CURRENT),
    carts=(
        LeftCart(FARIDA, "cart-farida-1", (("SAR-BANARASI", 1), ("DIY-BRASS", 1), ("LMP-BLOCK", 1)), minutes_ago=60),
    ),
)
