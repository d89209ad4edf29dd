"""What a shop decides for itself: each field's kind, bounds and meaning, for the terminal, the API and pages alike."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from phonenumbers import SUPPORTED_REGIONS
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from bot.domain.dlt_rows import HEADER, ID, MOST_HEADERS, SmsToIndia
from bot.domain.locale import CODES
from bot.domain.own_prices import check_price_name
from bot.domain.prices import PRICES
from bot.domain.retention import OF_A_SHOP
from bot.services.shop.typed import (
    MICROS,
    Remedy,
    check_days,
    check_zone,
    read_links,
    read_prices,
    read_typed,
    read_whole,
    read_words,
    read_yes,
    take_one_of,
)

MOST_NUMBERS = 10  # more phones than these are nobody's own
MOST_SOCIALS = 10


class BadValue(ValueError):
    """A value that a shop cannot have: names the field and the remedy.

    `entry`: which of a field's entries it is, where only one is wrong.
    """

    def __init__(self, said: str, entry: str = "") -> None:
        super().__init__(said)
        self.entry = entry


_HTTPS = r"^(https://[^\s\"'<>\\]+)?$"
_PAGE = r"^https://[^\s\"'<>\\,]+$"
_PRICE = "write what differs, like sms_segment=0.28 or sms_segment@2026-12-01=0.31, out of {}; or nothing"
# What to do about an entry of the prices: about its name, its sum.
_KIND = f"write one of {', '.join(PRICES)}, with a day behind it like @2026-12-01 or without"
_SUM = "write a price like 0.28, below 1000, and each kind and day once"
Name = Annotated[str, Field(min_length=1, max_length=100), Remedy("write 1 to 100 characters")]
Line = Annotated[str, Field(max_length=200), Remedy("write at most 200 characters, or nothing")]
Hour = Annotated[str, Field(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$"), Remedy("write a time of day like 10:00")]
Count = Annotated[
    int, Field(strict=True, ge=0, le=999_999), read_typed(read_whole), Remedy("write a whole number, 0 to 999999")
]
YesNo = Annotated[bool, Field(strict=True), read_typed(read_yes), Remedy("write yes or no")]
YesNoUntold = Annotated[
    Annotated[bool, Field(strict=True)] | None,
    read_typed(lambda text: read_yes(text) if text else None),
    Remedy("write yes or no, or nothing where you don't know"),
]
Zone = Annotated[str, AfterValidator(check_zone), Remedy("write a zone like Asia/Kolkata")]
CountUntold = Annotated[
    Annotated[int, Field(strict=True, ge=0, le=999_999)] | None,
    read_typed(lambda text: read_whole(text) if text else None),
    Remedy("write a whole number, 0 to 999999, or nothing"),
]
Country = Annotated[
    str,
    StringConstraints(to_upper=True),
    take_one_of(SUPPORTED_REGIONS),
    Remedy("write two letters of ISO 3166, like IN"),
]
LocaleCode = Annotated[str, take_one_of(CODES), Remedy(f"write one of {', '.join(CODES)}")]
Number = Annotated[
    Annotated[str, Field(pattern=r"^\+[1-9][0-9]{7,14}$")] | None,
    read_typed(lambda text: text or None),
    Remedy("write a number like +919800000001, or nothing"),
]
Colour = Annotated[
    str, StringConstraints(pattern="^#[0-9a-fA-F]{6}$", to_lower=True), Remedy("write a colour like #8a1f4b")
]
Address = Annotated[
    str,
    Field(pattern=_HTTPS),
    AfterValidator(lambda url: url.rstrip("/")),
    Remedy("write an address that begins with https://"),
]
Numbers = Annotated[
    Annotated[list[Annotated[str, Field(pattern=r"^\+[1-9][0-9]{7,14}$")]], Field(max_length=MOST_NUMBERS)],
    read_typed(read_words),
    Remedy(f"write up to {MOST_NUMBERS} numbers like +919800000001 with commas between them, or nothing"),
]
ByWay = Annotated[str, take_one_of(tuple(SmsToIndia)), Remedy("write registered or foreign")]
DltId = Annotated[
    Annotated[str, Field(pattern=f"^(?:{ID})?$")], Remedy("write the 19 digits of the DLT register, or nothing")
]
DltHeaders = Annotated[
    Annotated[
        list[Annotated[str, StringConstraints(pattern=f"^{HEADER}$", to_upper=True)]], Field(max_length=MOST_HEADERS)
    ],
    read_typed(read_words),
    Remedy("write headers with their letter, like RANGLI-S, 612345-P, with commas between them; or nothing"),
]
Hosts = Annotated[list[str], read_typed(read_words), Remedy("write hosts with commas between them, or nothing")]
KeepDays = Annotated[
    list[str],
    read_typed(read_words),
    AfterValidator(check_days),
    Remedy(f"write what differs, like messages=180, files=30, out of {', '.join(OF_A_SHOP)}; or nothing"),
]
Prices = Annotated[
    dict[Annotated[str, AfterValidator(check_price_name)], Annotated[int, Field(strict=True, ge=0, lt=1000 * MICROS)]],
    read_typed(read_prices),
    Remedy(_PRICE.format(", ".join(PRICES))),
]


Socials = Annotated[
    dict[Annotated[str, Field(pattern="^[^=,]{1,40}$")], Annotated[str, Field(pattern=_PAGE, max_length=500)]],
    Field(max_length=MOST_SOCIALS),
    read_typed(read_links),
    Remedy("write names and addresses like Instagram=https://instagram.com/my.shop, with commas between; or nothing"),
]


class Decisions(BaseModel):
    """What a shop decides for itself. A value may come as its own type or as the text somebody typed."""

    model_config = ConfigDict(validate_assignment=True, str_strip_whitespace=True, hide_input_in_errors=True)

    name: Name = Field(description="The name customers know.")
    city: Line = Field(description="Where the shop is.")
    country: Country = Field(description="The country of phone numbers written without one.")
    zone: Zone = Field(description="The clock of the shop, and of customers whose own is not known.")
    locale: LocaleCode = Field(description="The language for customers who have not shown one.")
    site_url: Address = Field(description="The shop's website.")
    link_hosts: Hosts = Field(description="Further websites that messages may link to.")
    logo_url: Address = Field(description="The logo on the tracking page.")
    colour: Colour = Field(description="The colour of the tracking page.")
    socials: Socials = Field(description="Its pages elsewhere, which customers are asked to follow: the first is told.")
    contact_phone: Line = Field(description="The phone that customers are told.")
    contact_email: Line = Field(description="The e-mail address that customers are told.")
    whatsapp_from: Number = Field(description="The WhatsApp number customers write to.")
    sms_from: Number = Field(description="The number SMS come from.")
    alerts_to: Number = Field(description="The phone of the shop's people that hears when something is wrong.")
    test_numbers: Numbers = Field(description="Phones of the shop's own people, on which broadcasts are tried.")
    return_days: Count = Field(description="Days after delivery in which something may be returned.")
    cod_limit: Count = Field(description="The highest total, in whole rupees, for cash on delivery; 0: no limit.")
    upi_at_door: YesNoUntold = Field(description="Whether the courier takes UPI at the door.")
    marketing_from: Hour = Field(description="Advertising not before, in the customer's zone.")
    marketing_until: Hour = Field(description="Advertising not after, in the customer's zone.")
    courtesy_from: Hour = Field(description="What is not urgent not before, in the customer's zone.")
    courtesy_until: Hour = Field(description="What is not urgent not after, in the customer's zone.")
    marketing_per_day: Count = Field(description="Most advertising a customer gets in a day.")
    marketing_per_week: Count = Field(description="Most advertising a customer gets in a week.")
    whatsapp_per_second: Count = Field(
        description="Messages a second that WhatsApp lets the number send and get; 0: the usual."
    )
    portfolio: Line = Field(description="A name for Meta's business portfolio, the same in all shops that share it.")
    portfolio_allowance: CountUntold = Field(
        description="New people a day that WhatsApp lets the portfolio write to; 0: no limit; nothing: as Twilio tells."
    )
    stale_hours: Count = Field(description="Hours without a scan after which a parcel counts as late.")
    sms_fallback: YesNo = Field(description="Whether an SMS goes out when WhatsApp cannot deliver.")
    sms_to_india: ByWay = Field(description="How SMS go to +91: registered (DLT), or foreign: by Twilio from abroad.")
    dlt_entity_id: DltId = Field(description="The principal entity's id of the DLT register.")
    dlt_headers: DltHeaders = Field(description="The registered headers, each with its letter: -P, -S, -T or -G.")
    dlt_consent_id: DltId = Field(description="The id of the consent template of the DLT register.")
    points_per_100: Count = Field(description="Points for each 100 of the currency spent.")
    review_points: Count = Field(description="Points for an answer to a question, whatever it says.")
    points_worth: Count = Field(description="What 100 points are worth at the checkout, in paise or cents; 0: nothing.")
    refund_days_least: Count = Field(description="Working days that a refund takes at least.")
    refund_days_most: Count = Field(description="Working days that a refund takes at most.")
    invoice_hours: Count = Field(description="Hours within which an invoice that was asked for comes.")
    keep_days: KeepDays = Field(description="Days after which what was written, sent and seen goes, by kind.")
    answer_hours: Count = Field(description="Hours within which the team answers what customers asked of it.")
    agents_see_all: YesNo = Field(description="Whether agents see colleagues' conversations as well.")
    agents_see_numbers: YesNo = Field(description="Whether agents see phone numbers whole.")
    prices: Prices = Field(description="What a message costs by your own contract, where it differs.")


def name_remedy(field: str) -> str:
    """Return what to write into a field, as a sentence's second half: "write a colour like #8a1f4b"."""
    return next(each.text for each in Decisions.model_fields[field].metadata if isinstance(each, Remedy))


def check(field: str, value: object) -> Any:
    """Return a value as the shop's row keeps it, from its own type or from text.

    Raises:
        BadValue: no such field, or a value it cannot have.
    """
    if field not in Decisions.model_fields:
        raise BadValue(f"{field}: there is no such field; there are {', '.join(Decisions.model_fields)}")
    draft = Decisions.model_construct()
    try:
        setattr(draft, field, value)
    except ValidationError as error:
        raise _explain(field, error) from None  # pydantic's own text says less
    return getattr(draft, field)


def _explain(field: str, error: ValidationError) -> BadValue:
    place = error.errors(include_url=False, include_input=False)[0]["loc"][1:]
    if field != "prices" or not place:
        return BadValue(f"{field}: {name_remedy(field)}")
    entry = str(place[0])[:60]
    return BadValue(f"{field}: {entry}: {_KIND if '[key]' in place else _SUM}", entry)


def write(value: object) -> str:
    """Return the text that `check` reads as this value."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, dict) and all(isinstance(one, str) for one in value.values()):
        return ", ".join(f"{name}={address}" for name, address in value.items())
    if isinstance(value, dict):
        return " ".join(f"{name}={(Decimal(micros) / MICROS).normalize():f}" for name, micros in value.items())
    return "" if value is None else str(value)
