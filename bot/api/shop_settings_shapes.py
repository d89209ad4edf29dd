"""What is told and changed of what a shop decides for itself."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.api.answers import Shown
from bot.api.staff_shapes import Body
from bot.services.shop.decisions import Decisions

Value = str | int | bool | list[str] | dict[str, int] | dict[str, str] | None
MOST = len(Decisions.model_fields)
_FIELDS = "; ".join(f"{name}: {field.description}" for name, field in Decisions.model_fields.items())


class ShopChange(Body):
    """What is to be changed, by field: a value of its own type, or the text that `written` has of it."""

    changes: Annotated[
        dict[str, Value], Field(min_length=1, max_length=len(Decisions.model_fields), description=_FIELDS)
    ]


class ShopSettingsTold(Shown):
    """What a shop has decided, by field.

    `written`: each value as people write it, which a change takes as well. `unkept`: stored words that promise what is
    no longer kept. `live`: whether customers hear anything unasked.
    """

    slug: str
    currency: str
    live: bool
    values: dict[str, Value]
    written: dict[str, str]
    unkept: tuple[str, ...]
