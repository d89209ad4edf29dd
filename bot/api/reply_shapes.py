"""What is asked and told where somebody of the shop writes to a customer."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, Field

from bot.api.answers import Id, Shown
from bot.api.asked import LARGEST_ID, Number, Numbered, Query
from bot.api.staff_shapes import Body
from bot.domain.approvals import NotOffered
from bot.services.messages.writing import MAX_BODY
from bot.shops.own import kinds

_TOLD = f"Without it, a template or a file. More than {MAX_BODY} letters leave as several messages."
Words = Annotated[kinds.Lines, Field(max_length=4 * MAX_BODY, description=_TOLD)]

FileId = Annotated[int, Field(ge=1, le=LARGEST_ID)]


class TemplateChosen(Body):
    """A template by its `name` and `locale`, with a value for each of its fields."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    locale: Annotated[str, Field(min_length=2, max_length=10)]
    values: dict[Annotated[str, Field(max_length=60)], Annotated[kinds.Lines, Field(max_length=1000)]] = Field(
        default_factory=dict, max_length=20
    )


class NewReply(Body):
    """What is to be sent: words, a file with or without them, or a template.

    `seen` is the newest message you saw (in-12, out-7; "" for none). `anyway`: also when somebody has answered since.
    """

    text: Words = ""
    seen: Annotated[str, Field(pattern="^((in|out)-[0-9]{1,18})?$")]
    anyway: bool = False
    send_at: Annotated[AwareDatetime | None, Field(description="Later, with its zone; at most 30 days ahead.")] = None
    canned_id: Annotated[int | None, Field(ge=1, le=LARGEST_ID)] = None
    template: TemplateChosen | None = None
    attachments: Annotated[
        tuple[Annotated[int, Field(ge=1, le=LARGEST_ID)], ...], Field(strict=False, max_length=1)
    ] = ()


class MessageNamed(Numbered):
    """A message of a conversation in an address: out-7."""

    message: int = Field(ge=1, le=LARGEST_ID)


class TakenBack(Shown):
    """The words of a message that was taken back."""

    text: str


class AttachmentTold(Shown):
    """A file that waits to go with a message; `type` is what stands in it."""

    id: Id
    type: str
    size: int


class OfferedQuery(Query):
    """For which conversation templates are offered."""

    conversation: Number = Field(ge=1, le=LARGEST_ID)


class OfferedTold(Shown):
    """A template. `fields` are to be filled in, and stand in the body as {number}.

    `price_micros`: millionths of the shop's currency, an estimate. `why_not`: why it cannot be sent to this customer
    now, null where it can.
    """

    name: str
    locale: str
    state: str
    category: str
    body: str
    fields: tuple[str, ...]
    buttons: tuple[str, ...]
    price_micros: int
    why_not: NotOffered | None


class OfferedList(Shown):
    """The templates of a shop, those of the customer's language first."""

    currency: str
    templates: tuple[OfferedTold, ...]
