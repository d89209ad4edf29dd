"""How the people of a shop work: when, how soon they mean to answer, how many conversations at once."""

from sqlalchemy import BigInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base, OfMerchant, Values

# Monday to Saturday.
_USUAL = ("mon", "tue", "wed", "thu", "fri", "sat")

REFUND_LIMIT = 500_000


class InboxSettings(Base, OfMerchant):
    """What a shop decides of its inbox; a shop without a row has the defaults. `version` goes up with each change."""

    __tablename__ = "inbox_settings"
    __table_args__ = (UniqueConstraint("merchant_id"),)
    version: Mapped[int]
    hours: Mapped[Values]  # {"mon": [["10:00", "19:00"]]}, in the shop's zone; see bot.domain.business_hours
    holidays: Mapped[list[Values]]  # {"day": "2026-11-08", "name": "Diwali"}
    first_minutes: Mapped[int]  # of business time, within which a person answers first; 0: no such goal
    next_minutes: Mapped[int]
    resolution_minutes: Mapped[int]
    cap: Mapped[int]  # open conversations that somebody is given by themselves at most
    undo_seconds: Mapped[int]  # in which a message of a person can be taken back before it leaves
    binding_assignee: Mapped[bool]  # whether the assignee alone may answer
    idle_return_minutes: Mapped[int]  # without a word of a person, before the assistant has it back; 0: never
    auto_assign: Mapped[bool]
    away_message: Mapped[bool]  # outside hours, once a stretch
    rating_on_resolve: Mapped[bool]
    # Minor units (paise): of orders worth more an owner alone has money go back; 0: everybody may.
    refund_limit: Mapped[int] = mapped_column(BigInteger, default=REFUND_LIMIT)


def make_defaults(merchant_id: int) -> InboxSettings:
    """Return the settings of a shop that has decided nothing yet, as a row that is not added."""
    return InboxSettings(
        merchant_id=merchant_id,
        version=1,
        hours={day: [["10:00", "19:00"]] for day in _USUAL},
        holidays=[],
        first_minutes=15,
        next_minutes=30,
        resolution_minutes=9 * 60,
        cap=20,
        undo_seconds=5,
        binding_assignee=False,
        idle_return_minutes=60,
        auto_assign=True,
        away_message=True,
        rating_on_resolve=True,
        refund_limit=REFUND_LIMIT,
    )
