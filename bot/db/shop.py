"""The shop itself: merchant, products, where it delivers, its offers, its answers and its own wording."""

from datetime import date, datetime
from types import MappingProxyType

from sqlalchemy import BigInteger, ColumnElement, ForeignKey, Integer, UniqueConstraint, select
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column, relationship

from bot.db.base import Base, OfMerchant, Values
from bot.domain.connections import OWN_SYSTEM

SHOP, INSTALLATION = "shop", "installation"
# The decisions that every sentence and answer may name.
FIGURES = ("refund_days_least", "refund_days_most", "invoice_hours", "answer_hours")


class Tenant(Base):
    """Whose people log in here: a shop's (Merchant), or those of the installation itself, of which there is one row.

    Asked for as Merchant the table holds shops alone: whoever goes through all shops never meets the installation.
    """

    __tablename__ = "merchant"
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default=SHOP)
    closed_at: Mapped[datetime | None]  # of a shop: since then nobody logs in, nothing leaves, nothing is asked
    __mapper_args__ = MappingProxyType({"polymorphic_on": "kind", "polymorphic_identity": INSTALLATION})


class Merchant(Tenant):
    """A shop. `whatsapp_from` and `sms_from` are E.164 numbers customers write to."""

    __mapper_args__ = MappingProxyType({"polymorphic_identity": SHOP})
    city: Mapped[str] = mapped_column(default="")
    zone: Mapped[str] = mapped_column(default="Asia/Kolkata")
    currency: Mapped[str] = mapped_column(default="INR")
    country: Mapped[str] = mapped_column(default="IN")
    locale: Mapped[str] = mapped_column(default="en")
    site_url: Mapped[str] = mapped_column(default="")
    contact_phone: Mapped[str] = mapped_column(default="")
    contact_email: Mapped[str] = mapped_column(default="")
    whatsapp_from: Mapped[str | None]
    sms_from: Mapped[str | None]
    messaging_service_sid: Mapped[str | None]
    twilio_sid: Mapped[str] = mapped_column(default="")  # of its own account; "": the installation's is used
    twilio_account_id: Mapped[int | None] = mapped_column(BigInteger().with_variant(Integer, "sqlite"))  # its row
    alerts_to: Mapped[str | None]  # E.164, of the shop's own people: alerts go there
    test_numbers: Mapped[list[str]] = mapped_column(default=list)  # E.164, of its own people: drafts are tried on them
    return_days: Mapped[int] = mapped_column(default=7)
    cod_limit: Mapped[int] = mapped_column(default=0)  # highest total for cash at the door, whole units; 0: none
    upi_at_door: Mapped[bool | None]  # None: the shop hasn't told
    logo_url: Mapped[str] = mapped_column(default="")
    colour: Mapped[str] = mapped_column(default="#8a1f4b")  # of the tracking page
    link_hosts: Mapped[list[str]] = mapped_column(default=list)  # besides the host of site_url
    socials: Mapped[Values] = mapped_column(default=dict)  # name -> address, to follow
    # When messages may leave, in the customer's zone ("HH:MM"); utility that isn't urgent keeps the courtesy hours.
    marketing_from: Mapped[str] = mapped_column(default="10:00")
    marketing_until: Mapped[str] = mapped_column(default="20:00")
    courtesy_from: Mapped[str] = mapped_column(default="08:00")
    courtesy_until: Mapped[str] = mapped_column(default="21:00")
    marketing_per_day: Mapped[int] = mapped_column(default=1)
    marketing_per_week: Mapped[int] = mapped_column(default=3)
    whatsapp_per_second: Mapped[int] = mapped_column(default=0)  # messages of the number, in and out; 0: as usual
    # Of Meta's business portfolio: shops of one name share its people a day.
    portfolio: Mapped[str] = mapped_column(default="")  # "": this shop's own
    portfolio_allowance: Mapped[int | None]  # new people in a moving day, 0: as many as it wants; None: as Twilio tells
    stale_hours: Mapped[int] = mapped_column(default=72)  # without a scan, a parcel on its way counts as late
    sms_fallback: Mapped[bool] = mapped_column(default=True)
    sms_to_india: Mapped[str] = mapped_column(default="foreign")  # a bot.domain.dlt_rows.SmsToIndia
    dlt_entity_id: Mapped[str] = mapped_column(default="")
    dlt_headers: Mapped[list[str]] = mapped_column(default=list)
    dlt_consent_id: Mapped[str] = mapped_column(default="")
    points_per_100: Mapped[int] = mapped_column(default=1)  # earned for each 100 of the currency
    review_points: Mapped[int] = mapped_column(default=20)  # for answering, whatever the answer
    points_worth: Mapped[int] = mapped_column(default=0)  # of 100 points at the checkout, in minor units; 0: nothing
    refund_days_least: Mapped[int] = mapped_column(default=5)  # working days until money is back in an account
    refund_days_most: Mapped[int] = mapped_column(default=7)
    invoice_hours: Mapped[int] = mapped_column(default=24)  # within which an invoice asked for comes, in the chat
    keep_days: Mapped[list[str]] = mapped_column(default=list)  # messages=180: where it differs (bot.domain.retention)
    answer_hours: Mapped[int] = mapped_column(default=24)  # within which the team answers a request, in the chat
    agents_see_all: Mapped[bool] = mapped_column(default=False)  # else their own and the unassigned conversations
    agents_see_numbers: Mapped[bool] = mapped_column(default=True)  # else phone numbers are masked for them
    live: Mapped[bool] = mapped_column(default=True)  # else it is being set up: no customer hears anything unasked
    prices: Mapped[Values] = mapped_column(default=dict)  # what a message costs (bot.domain.cost), where it differs

    @property
    def figures(self) -> dict[str, int]:
        """What every sentence may name of the shop's decisions, by its field."""
        return {name: getattr(self, name) for name in FIGURES}


class Product(Base, OfMerchant):
    """Something the shop sells; `price` in minor units (paise)."""

    __tablename__ = "product"
    __table_args__ = (UniqueConstraint("merchant_id", "sku"),)
    sku: Mapped[str]
    title: Mapped[str]
    titles: Mapped[Values] = mapped_column(default=dict)  # locale -> title, where it differs
    category: Mapped[str]  # a noun of the entity lookup (saree), or what the shop calls it
    price: Mapped[int]
    stock: Mapped[int] = mapped_column(default=0)
    sizes: Mapped[list[str]] = mapped_column(default=list)
    colours: Mapped[list[str]] = mapped_column(default=list)
    material: Mapped[str] = mapped_column(default="")
    warranty_months: Mapped[int] = mapped_column(default=0)
    care: Mapped[Values] = mapped_column(default=dict)  # locale -> how to use and care
    goes_with: Mapped[list[str]] = mapped_column(default=list)  # skus
    url: Mapped[str] = mapped_column(default="")
    is_new: Mapped[bool] = mapped_column(default=False)
    picture_url: Mapped[str] = mapped_column(default="")
    lasts_days: Mapped[int] = mapped_column(default=0)  # something that runs out: when to offer it again
    source: Mapped[str] = mapped_column(default=OWN_SYSTEM)  # Connection.source, and the product's id there
    external_id: Mapped[str] = mapped_column(default="")
    version_at: Mapped[datetime | None]  # of the newest version the shop has told; older ones are old news
    typed: Mapped[list[str]] = mapped_column(default=list)  # columns its people wrote: no system's news changes them
    matches_told: Mapped[list[str]] = mapped_column(default=list)  # ids of what goes with it, where `source` tells them
    version: Mapped[int] = mapped_column(default=1)  # of what its people see and change


class PinArea(Base, OfMerchant):
    """Where the shop delivers: the longest matching prefix of a PIN code decides."""

    __tablename__ = "pin_area"
    __table_args__ = (UniqueConstraint("merchant_id", "prefix"),)
    prefix: Mapped[str]
    days_min: Mapped[int]
    days_max: Mapped[int]
    cod: Mapped[bool] = mapped_column(default=True)
    served: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)


class Offer(Base, OfMerchant):
    """A flat-amount offer: `amount` off from `minimum`, both minor units; `ends_on` is its last day."""

    __tablename__ = "offer"
    __table_args__ = (UniqueConstraint("merchant_id", "code"),)
    code: Mapped[str]
    amount: Mapped[int]
    minimum: Mapped[int]
    ends_on: Mapped[date | None]
    active: Mapped[bool] = mapped_column(default=True)
    source: Mapped[str] = mapped_column(default=OWN_SYSTEM)  # Connection.source, and the coupon's id there
    external_id: Mapped[str] = mapped_column(default="")
    version_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class FaqTopic(Base, OfMerchant):
    """A question the shop has an answer to; `slug` is what an intent names (ask_cod -> cod).

    `version`: the number of the newest FaqVersion, where there is one.
    """

    __tablename__ = "faq_topic"
    __table_args__ = (UniqueConstraint("merchant_id", "slug"),)
    slug: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    texts: Mapped[list["FaqText"]] = relationship(cascade="all, delete-orphan")


class FaqText(Base):
    """Question and answer of a topic in one locale; `asked_as` holds other wordings, one a line."""

    __tablename__ = "faq_text"
    __table_args__ = (UniqueConstraint("topic_id", "locale"),)
    topic_id: Mapped[int] = mapped_column(ForeignKey("faq_topic.id", ondelete="CASCADE"))
    locale: Mapped[str]
    question: Mapped[str]
    asked_as: Mapped[str] = mapped_column(default="")
    answer: Mapped[str]


class FaqVersion(Base, OfMerchant):
    """How a topic was left by a change; rows of one change of many topics share `deed`, the id of the first of them.

    It outlives its topic: what was dropped can be brought back.
    """

    __tablename__ = "faq_version"
    __table_args__ = (UniqueConstraint("merchant_id", "slug", "number"),)
    slug: Mapped[str]
    number: Mapped[int]
    texts: Mapped[Values]  # locale -> {"question", "asked_as", "answer"}; {} once it was dropped
    how: Mapped[str]  # a bot.domain.faq.FaqChange
    deed: Mapped[int | None] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    at: Mapped[datetime]


class Sentence(Base, OfMerchant):
    """A merchant's own wording of a sentence of the catalogue."""

    __tablename__ = "sentence"
    __table_args__ = (UniqueConstraint("merchant_id", "key", "locale"),)
    key: Mapped[str]
    locale: Mapped[str]
    text: Mapped[str]


def is_open(merchant_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Return the condition that the shop of a row is not closed: of what is asked, told or begun by the clock."""
    return merchant_id.not_in(select(Merchant.id).where(Merchant.closed_at.is_not(None)))
