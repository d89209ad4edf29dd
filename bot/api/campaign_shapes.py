"""What is sent and told of a shop's own texts for many people."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from bot.api.answers import Id, Moment, Shown, Wrong
from bot.api.asked import Version
from bot.api.canned_shapes import CustomerLocale
from bot.api.staff_shapes import Body
from bot.domain.campaign_texts import ButtonMeans
from bot.domain.money import MOST
from bot.domain.visible import visible
from bot.services.broadcasts.coupons import CODE_SHAPE
from bot.shops.own import kinds

LONGEST, MOST_CODES = 4000, 5000


def _lines(text: str) -> str:
    lines = visible(text.replace("\r\n", "\n")).strip()
    if not all(letter in "\n\t" or kinds.can_be_shown(letter) for letter in lines):
        raise PydanticCustomError("not_plain", "has a letter that cannot be shown")
    return lines


Lines = Annotated[str, Field(max_length=LONGEST), AfterValidator(_lines)]
Code = Annotated[str, Field(pattern=f"^{CODE_SHAPE.pattern}$")]


class DltSent(Body):
    """A text as it is registered for SMS in India (DLT): `text` to the letter, with {#numeric#} and its like."""

    pe_id: kinds.Short
    header: kinds.Short
    template_id: kinds.Short
    kind: kinds.Short
    text: Lines


class LocaleTextSent(Body):
    """A text in one language. `body` and `sms` have fields like {{name}}; `titles` are of the buttons, in their order.

    The stop button is added by itself. `sms`: what leaves by SMS; without it the body.
    """

    body: Lines
    titles: Annotated[list[kinds.Words], Field(max_length=10)] = Field(default_factory=list)
    footer: Annotated[kinds.Words, Field(max_length=500)] = ""
    sms: Lines = ""
    dlt: DltSent | None = None


class CouponSent(Body):
    """A flat amount off: one code for all (shared), or one each from the codes that were put in (each); minor units."""

    kind: Literal["shared", "each"]
    code: Code | None = None
    amount: int = Field(ge=1, le=MOST)
    minimum: int = Field(default=0, ge=0, le=MOST)
    ends_on: kinds.Day | None = None


_Texts = Annotated[dict[CustomerLocale, LocaleTextSent], Field(min_length=1)]
_Buttons = Annotated[list[ButtonMeans], Field(max_length=10)]
_Link = Annotated[kinds.Words, Field(max_length=1000)]


class CampaignTextMade(Body):
    """A text for many people, in a language or several. `link_url`: where {{link}} and the button “show” lead."""

    name: Annotated[kinds.Needed, Field(max_length=100)]
    texts: _Texts
    buttons: _Buttons = Field(default_factory=list)
    link_url: _Link = ""
    coupon: CouponSent | None = None


class CampaignTextChange(Body):
    """What is to be changed of a text as it was at `version`; texts come whole, a coupon of null is taken away."""

    version: Version
    name: Annotated[kinds.Needed, Field(max_length=100)] | None = None
    texts: _Texts | None = None
    buttons: _Buttons | None = None
    link_url: _Link | None = None
    coupon: CouponSent | None = None


class CodesSent(Body):
    """Codes for a text's pool."""

    codes: Annotated[list[Code], Field(min_length=1, max_length=MOST_CODES)]


class CodesTold(Shown):
    """How many codes were new, and how many there are now."""

    added: int
    free: int
    given: int


class PictureTold(Shown):
    """The picture above a text."""

    url: str
    type: str
    size: int


class CouponTold(Shown):
    """A coupon, and what it costs.

    `average_order`: of the last 90 days, null where there was none; `permille`: the amount as a share of it;
    `reached`: how many of those orders, in thousandths, come up to the least amount. `free` and `given` count codes.
    """

    kind: Literal["shared", "each"]
    code: str
    amount: int
    minimum: int
    ends_on: date | None
    average_order: int | None
    orders: int
    permille: int | None
    reached: int | None
    free: int
    given: int


class SmsTold(Shown):
    """A text as an SMS, before its fields are filled: parts, letters, and whether it needs UCS-2."""

    parts: int
    units: int
    encoding: str


class CampaignLocaleTold(Shown):
    """A text in one language. `stop` is the title of the button that is there by itself.

    `state`: not_pushed, then WhatsApp's word (received, pending, approved, rejected, paused, disabled); `remedy` says
    what to do. `quality`: red once WhatsApp has paused it for complaints, else unknown. `why_no_sms`: why it cannot
    leave as an SMS to India, "" where it can.
    """

    locale: str
    body: str
    titles: tuple[str, ...]
    stop: str
    footer: str
    sms: str
    sms_size: SmsTold
    dlt: dict[str, Any] | None
    why_no_sms: str
    state: str
    category: str
    quality: str
    reason: str
    remedy: str
    checked_at: Moment | None
    can_send: bool


class CampaignUser(Shown):
    """A broadcast that says a text."""

    id: Id
    name: str
    state: str


class CampaignTextTold(Shown):
    """A text. `key` names it to a broadcast, whose `values` give each of its `fields` a source.

    `fixed`: a change makes a new text, which `newer_id` names in this one from then on.
    `stock_fields`: those that stand for a number of what is left, and take a source of the catalogue alone.
    """

    id: Id
    key: str
    name: str
    version: int
    newer_id: int | None
    fixed: bool
    fields: tuple[str, ...]
    stock_fields: tuple[str, ...]
    buttons: tuple[ButtonMeans, ...]
    link_url: str
    coupon: CouponTold | None
    picture: PictureTold | None
    texts: tuple[CampaignLocaleTold, ...]
    price_micros: int = Field(description="What one person costs by our estimate, millionths of the currency.")
    currency: str
    created_at: Moment
    pushed_at: Moment | None
    used_by: tuple[CampaignUser, ...]


class CampaignTextList(Shown):
    """The texts of the shop, the newest first."""

    campaign_texts: tuple[CampaignTextTold, ...]


class DiscountTold(Shown):
    """What a coupon costs: `average_order` of the last 90 days, null where there was none; `permille`: the amount as a
    share of it; `reached`: how many of those orders, in thousandths, come up to the least amount.
    """

    amount: int
    average_order: int | None
    orders: int
    permille: int | None
    reached: int | None


class CampaignTextChecked(Shown):
    """What WhatsApp or the law would refuse in a text, and how it goes by SMS, by its language; nothing is kept.

    `stops`: the title of the stop below it, in every language; `discount`: what its coupon costs.
    """

    errors: tuple[Wrong, ...]
    fields: tuple[str, ...]
    stock_fields: tuple[str, ...]
    sms: dict[str, SmsTold]
    stops: dict[str, str]
    discount: DiscountTold | None
    currency: str
