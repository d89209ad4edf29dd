"""What is sent and told of segments and their rules."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from bot.api.answers import Id, Moment, Shown
from bot.api.asked import LARGEST_ID, Query, Version
from bot.api.customer_shapes import CustomerTold
from bot.api.staff_shapes import Body
from bot.domain.segments.fields import Comparison, Kind, Takes
from bot.shops.own import kinds

# Read by bot.domain.segments.reading, which names each part that is wrong: a shape that holds itself could not.
RuleSent = Annotated[
    dict[str, Any],
    Field(
        description='{"all": [...]}, {"any": [...]}, {"not": {...}}, {"segment": 12}, or a condition like {"field": '
        '"orders.count", "is": "at_least", "value": 5}, where the field can say so with "days": of the last so many. '
        '{"all": []} is every customer. GET /segments/fields lists what can be asked.',
        examples=[{"all": [{"field": "orders.count", "is": "at_least", "value": 5}]}],
    ),
]
SegmentName = Annotated[kinds.Needed, Field(max_length=60)]


class SegmentMade(Body):
    """A rule to be kept by a name."""

    name: SegmentName
    rule: RuleSent


class SegmentChange(Body):
    """What is to be changed of a segment as it was at `version`."""

    version: Version
    name: SegmentName | None = None
    rule: RuleSent | None = None


class RuleAsked(Body):
    """A rule that is no segment, or not yet."""

    rule: RuleSent


class RuleTried(Body):
    """A rule, and the customer who fits it or not."""

    rule: RuleSent
    customer_id: int = Field(ge=1, le=LARGEST_ID)


class SegmentUser(Shown):
    """Another segment, or a broadcast, that uses one."""

    id: Id
    name: str


class SegmentTold(Shown):
    """A segment: its rule, the rule in a sentence, and what uses it: other segments, rules of notices by their names,
    broadcasts that have not all their people yet.

    `changed_by`: who of the shop's people changed it last; null for a program or the terminal.
    """

    id: Id
    name: str
    rule: dict[str, Any]
    sentence: str
    version: int
    created_at: Moment
    changed_at: Moment
    changed_by: Id | None
    used_by: tuple[SegmentUser, ...]
    used_by_rules: tuple[str, ...]
    used_by_broadcasts: tuple[SegmentUser, ...]


class SegmentList(Shown):
    """The segments of a shop by their names."""

    segments: tuple[SegmentTold, ...]


class RuleSaid(Shown):
    """A rule in a sentence."""

    sentence: str


class RuleCounted(Shown):
    """How many people a rule means: `count`, or, where all were too many to count in time, `more_than`; both are null
    where even that is not known. `sample`: the newest ten of them, or fewer where time ran out.
    """

    sentence: str
    count: int | None
    more_than: int | None
    sample: tuple[CustomerTold, ...]


class PartTold(Shown):
    """A part of a rule in words, and whether the customer fits it."""

    sentence: str
    fits: bool


class RuleFit(Shown):
    """Whether a customer fits a rule, and which of its parts."""

    fits: bool
    parts: tuple[PartTold, ...]


class FieldOperator(Shown):
    """A word for `is`, and what value it takes."""

    operator: Comparison
    takes: Takes


class FieldTold(Shown):
    """Something that can be asked of a customer. `choices`: all values of a list that there are, where they are known;
    `dated`: a condition may say `days`.
    """

    name: str
    kind: Kind
    operators: tuple[FieldOperator, ...]
    choices: tuple[str, ...]
    dated: bool
    least: int
    most: int


class FieldList(Shown):
    """What a rule can ask of customers; `currency`: of its sums, which are in minor units."""

    currency: str
    fields: tuple[FieldTold, ...]


class ValuesQuery(Query):
    """Which of the shop's things a rule may name: those with these letters, or those of these ids."""

    field: Literal["bought.product", "chat.awaits", "bought.category"]
    q: str = Field(default="", max_length=100)
    ids: str = Field(default="", pattern=r"^([0-9]{1,18}(,[0-9]{1,18}){0,49})?$", description="12,15: of products.")


class ValueOffered(Shown):
    """A value of a condition, and what the shop calls it."""

    value: int | str
    name: str


class ValueList(Shown):
    """What a rule may name."""

    values: tuple[ValueOffered, ...]
