"""A connected account and the raw events that come from it: the states both go through."""

from __future__ import annotations

from enum import StrEnum

# The kind of a merchant's own system (API and sheets), and the source of what it knows by ids of its own.
OWN_SYSTEM = "own"


class ConnectionState(StrEnum):
    """Whether an account of a shop or a carrier is connected."""

    ACTIVE = "active"
    OFF = "off"  # switched off: its webhooks find no door
    DISCONNECTED = "disconnected"  # its shop removed us, or was taken away: only its last words are heard


class EventState(StrEnum):
    """What has become of a raw event."""

    WAITING = "waiting"  # to be applied by a worker
    APPLIED = "applied"
    IGNORED = "ignored"  # `reason` says why: a test, an unknown topic, old news
    PARKED = "parked"  # speaks of an order or a parcel we don't know yet
    KEPT = "kept"  # cannot be applied, `reason` says why; replayed by hand within 30 days


class CameBy(StrEnum):
    """How a raw event reached us."""

    WEBHOOK = "webhook"
    PULL = "pull"  # a webhook had missed it
    API = "api"
    IMPORT = "import"  # a sheet
    DEMO = "demo"
