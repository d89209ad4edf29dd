"""What whoever runs the installation is told: its shops, its health, and nothing that is in a shop."""

from __future__ import annotations

from pydantic import Field

from bot.api.answers import Id, Moment, Shown
from bot.api.staff_shapes import Body, Typed
from bot.services.installation.shops import ShopState
from bot.shops.own import kinds


class ShopTold(Shown):
    """A shop: its name, how far it is, and counts. `waiting`: messages that have not left."""

    id: Id
    slug: str
    name: str
    state: ShopState
    closed_at: Moment | None
    people: int
    connections: int
    alerts: int
    waiting: int
    heard_at: Moment | None = Field(description="When a customer of it last wrote.")


class SystemPartTold(Shown):
    """A part of the system: whether it does its work, and what is wrong where it does not."""

    name: str
    works: bool
    why: str


class CountTold(Shown):
    """How many there are of something, by state; of all shops together."""

    title: str
    numbers: dict[str, int]


class StorageTold(Shown):
    """Room in bytes: that of the database, and what is taken and free where files lie."""

    database: int
    disk_used: int
    disk_free: int


class DoneTold(Shown):
    """What an operator did, and when."""

    at: Moment
    by: str | None
    action: str
    subject: str


class InstallationTold(Shown):
    """The shops and the health of the installation. `bells`: by queue, what waits for a worker; `spooled`: on disk."""

    shops: tuple[ShopTold, ...]
    parts: tuple[SystemPartTold, ...]
    counts: tuple[CountTold, ...]
    bells: dict[str, int]
    spooled: int
    storage: StorageTold
    done: tuple[DoneTold, ...]


class NewShop(Body):
    """A shop to open, and its first owner's address. `slug`: its short name; without one it is made of the name."""

    name: kinds.Words
    slug: str = Field(default="", max_length=41)
    email: Typed


class ShopOpened(Shown):
    """A shop, and the one-time link for its first owner: hand it over, it is not shown again."""

    shop: ShopTold
    url: str
    expires_at: Moment


class ShopClosing(Body):
    """The name of the shop as it is written, typed by whoever means it."""

    name: str = Field(max_length=200)
