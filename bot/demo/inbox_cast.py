"""Whose conversations the demo's inbox holds, and what they bought; nobody of the phone page is among them."""

from __future__ import annotations

from bot.demo.cast import Cast, Purchase, SeededCustomer, Shipment
from bot.domain.orders import Payment
from bot.domain.parcels import LateWhy, ParcelStage

_PHONE = "+9198000000{}"


def _person(number: int, name: str, locale: str, address: str, city: str, pin: str) -> SeededCustomer:
    return SeededCustomer(_PHONE.format(number), name, locale, address, city, pin, likes_news=number % 2 == 0)


NIRAV = _person(11, "Nirav Shah", "gu", "8 Swastik Society, Navrangpura", "Ahmedabad", "380009")
POOJA = _person(12, "Pooja Mishra", "hi", "B-14 Gomti Nagar", "Lucknow", "226010")
SUNANDA = _person(13, "Sunanda Basu", "bn", "12 Lake Road", "Kolkata", "700029")
DEEPAK = _person(14, "Deepak Nair", "en", "3 Panampilly Avenue", "Kochi", "682036")
ZOYA = _person(15, "Zoya Khan", "hi-Latn", "21 Arera Colony", "Bhopal", "462016")
HETAL = _person(16, "Hetal Joshi", "gu-Latn", "5 Alkapuri", "Vadodara", "390007")
ARNAB = _person(17, "Arnab Ghosh", "bn-Latn", "44 Salt Lake, Sector 2", "Kolkata", "700091")
MEENA = _person(18, "Meena Kulkarni", "en", "17 Prabhat Road", "Pune", "411004")
SNEHA = _person(19, "Sneha Pillai", "en", "9 Adyar Gate", "Chennai", "600020")
IMTIAZ = _person(20, "Imtiaz Ansari", "hi-Latn", "6 Lal Darwaza", "Hyderabad", "500065")
TANUSHREE = _person(21, "Tanushree Dutta", "bn", "2 Sevoke Road", "Siliguri", "734001")
PRAKASH = _person(22, "Prakash Verma", "hi", "11 Shastri Nagar", "Jaipur", "302016")

_DELHIVERY, _EKART = ("Delhivery", "149022500{}"), ("Ekart", "FMPC09384{}")


def _delivered(number: str, person: SeededCustomer, sku: str, day: int) -> Purchase:
    courier, tracking = _EKART
    door = Shipment(courier, tracking.format(number), ParcelStage.DELIVERED, day - 4, (day, "14:20"), person.city, day)
    return Purchase(number, person.phone, ((sku, 1),), (day - 5, "12:10"), day, shipment=door)


def _under_way(number: str, person: SeededCustomer, sku: str, promised: int, why: str | None = None) -> Purchase:
    courier, tracking = _DELHIVERY
    road = Shipment(
        courier,
        tracking.format(number),
        ParcelStage.IN_TRANSIT,
        promised - 4,
        (-1, "21:30"),
        "Bhiwandi",
        promised + 6 if why else promised,
        why,
    )
    return Purchase(number, person.phone, ((sku, 1),), (promised - 5, "18:05"), promised, shipment=road)


INBOX_CAST = Cast(
    people=(
        NIRAV,
        POOJA,
        SUNANDA,
        DEEPAK,
        ZOYA,
        HETAL,
        ARNAB,
        MEENA,
        SNEHA,
        IMTIAZ,
        TANUSHREE,
        PRAKASH,
    ),
    purchases=(
        _under_way("1021", NIRAV, "SAR-PATOLA", -4, LateWhy.WEATHER),
        _delivered("1022", POOJA, "BED-JAIPUR", -1),
        _delivered("1023", SUNANDA, "BOT-COPPER", -2),
        _delivered("1024", DEEPAK, "KUR-CHIKAN", -3),
        _under_way("1025", ZOYA, "DUP-PHULKARI", 1),
        _under_way("1026", HETAL, "SAR-BANDHANI", 2),
        _delivered("1027", ARNAB, "LMP-BLOCK", -6),
        _delivered("1028", MEENA, "RUN-KANTHA", -5),
        _under_way("1029", SNEHA, "KTI-AJRAKH", 3),
        Purchase("1030", IMTIAZ.phone, (("BAG-KUTCH", 2),), (-1, "20:40"), 5, payment=Payment.COD),
        _delivered("1033", TANUSHREE, "SAR-TANT", -4),
        _under_way("1035", PRAKASH, "STO-KUTCH", 0),
    ),
)
