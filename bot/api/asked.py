"""What is asked beside a body: queries, headers and parts of an address, and what is said of one that is not usable."""

from __future__ import annotations

from typing import Annotated, Literal, NoReturn

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from bot.api.problems import Problem, wrong
from bot.shops.own.faults import Fault, faults_of

LARGEST_ID = 2**63 - 1
LARGEST_VERSION = 2**31 - 1  # of what counts the changes of a row, on both databases
PAGE, LARGEST_PAGE = 50, 100
_QUERY, _HEADERS = "the query", "the headers"


def _digits(written: object) -> object:
    """Digits alone are a number: no sign, blank, point or figure of another script."""
    if isinstance(written, str) and not (written.isascii() and written.isdigit() and len(written) < 20):
        raise ValueError("is not a whole number: write digits alone")
    return written


Number = Annotated[int, BeforeValidator(_digits)]
# Of what is to be changed, as whoever calls has seen it.
Version = Annotated[int, Field(ge=1, le=LARGEST_VERSION)]


class Query(BaseModel):
    """What all queries share; names that are not known are passed over."""

    model_config = ConfigDict(title=_QUERY, frozen=True)


class Headers(BaseModel):
    """What all shapes of headers share."""

    model_config = ConfigDict(title=_HEADERS, frozen=True)


class Once(Headers):
    """By what a request that is repeated is known."""

    idempotency_key: str = Field(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        pattern="^[!-~]+$",
        description="New for each request, 1 to 200 visible ASCII letters; the same when you repeat one. The same key "
        "with the same body gives the first answer again (200, Idempotent-Replayed: true), with another body 409.",
    )


class Numbered(BaseModel):
    """The number of a thing in an address."""

    id: int = Field(ge=1, le=LARGEST_ID)


class UnconfirmedQuery(Query):
    """Which unconfirmed orders, and how many."""

    unconfirmed: Literal["true"]
    after: Number = Field(default=0, ge=0, le=LARGEST_ID)
    limit: Number = Field(default=PAGE, ge=1, le=LARGEST_PAGE)


def refuse(error: ValidationError) -> NoReturn:
    """Say what is wrong with what was asked.

    Raises:
        Problem: 400 for a query or a header, which its detail names; 422 for a body, field by field.
    """
    faults = faults_of(error)
    if error.title in (_QUERY, _HEADERS):
        raise Problem(400, f"Not usable: {error.title}", " ".join(_told(fault) for fault in faults))
    raise wrong(*faults)


def _told(fault: Fault) -> str:
    return f"{'.'.join(map(str, fault.path))} {fault.problem}: {fault.remedy}."
