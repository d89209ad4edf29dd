"""What is sent and told of labels."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.api.answers import Id, Shown
from bot.api.asked import Version
from bot.api.staff_shapes import Body
from bot.shops.own import kinds

Name = Annotated[kinds.Needed, Field(max_length=40)]
Colour = Annotated[str, Field(pattern="^#[0-9a-f]{6}$", description="As #8a1f4b")]
Goal = Annotated[int, Field(ge=1, le=43_200, description="Minutes of business time to a first answer")]


class LabelMade(Body):
    """A new label."""

    name: Name
    colour: Colour
    goal_minutes: Goal | None = None


class LabelChange(Body):
    """What is to be changed of a label, as it was at `version`; of what is null a goal alone is taken away."""

    version: Version | None = None
    name: Name | None = None
    colour: Colour | None = None
    goal_minutes: Goal | None = None


class LabelTold(Shown):
    """A word that conversations are sorted by. `goal_minutes`: in place of the shop's for a first answer."""

    id: Id
    name: str
    colour: str
    goal_minutes: int | None
    version: int


class LabelList(Shown):
    """The labels of the shop by their names."""

    labels: tuple[LabelTold, ...]
