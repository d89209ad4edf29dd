"""Connections and platforms as they are told."""

from __future__ import annotations

from bot import connecting
from bot.api.connection_shapes import AskedSecret, CatalogueTold, ConnectionTold, PlatformTold, PullTold
from bot.db.connections import Pull
from bot.platforms import PLATFORMS
from bot.ports.platforms import Connecting, Platform, Secret
from bot.services.connections.health import ConnectionHealth
from bot.services.connections.pulls import BEGINNING


def tell_connection(one: ConnectionHealth, public_url: str) -> ConnectionTold:
    """Tell a connection and how it is; where its webhooks go only with our address."""
    face, row = PLATFORMS[one.connection.kind], one.connection
    return ConnectionTold(
        id=row.id,
        kind=row.kind,
        name=face.name,
        role=face.role,
        account=row.account,
        state=row.state,
        created_at=row.created_at,
        heard_at=row.heard_at,
        last_event_at=one.last_event_at,
        orders=one.orders,
        parcels=one.parcels,
        products=one.products,
        kept=one.kept,
        waiting=one.waiting,
        address=(connecting.address_of(public_url, row) or None) if public_url else None,
        pull=tell_pull(one.pull) if one.pull else None,
        catalogue=tell_catalogue(one.catalogue) if one.catalogue else None,
    )


def tell_catalogue(pull: Pull) -> CatalogueTold:
    """Tell how far a shop's products are read."""
    whole = pull.complete_until <= BEGINNING
    return CatalogueTold(
        whole=whole,
        under_way=pull.reaching_until is not None,
        seen=pull.seen,
        total=pull.total,
        complete_until=None if whole else pull.complete_until,
        failures=pull.failures,
        error=pull.last_error,
        next_at=pull.next_at,
    )


def tell_pull(pull: Pull) -> PullTold:
    """Tell how far nothing is missing."""
    return PullTold(
        what=pull.what,
        complete_until=pull.complete_until,
        found=pull.found,
        under_way=pull.reaching_until is not None,
        failures=pull.failures,
        error=pull.last_error,
        next_at=pull.next_at,
    )


def list_platforms() -> tuple[PlatformTold, ...]:
    """List what can be connected."""
    return tuple(_platform(face, face.connecting) for face in PLATFORMS.values())


def _platform(face: Platform, asks: Connecting | None) -> PlatformTold:
    account = asks.account if asks else None
    wanted = [*asks.credentials, *([asks.signing] if asks.signing else [])] if asks else []
    return PlatformTold(
        kind=face.kind,
        name=face.name,
        role=face.role,
        summary=asks.summary if asks else "Your own system, by the API or a sheet.",
        account=account.metavar if account else None,
        account_help=account.help if account else None,
        secrets=tuple(_asked(one) for one in wanted),
        takes_secret=bool(asks and asks.signing),
    )


def _asked(one: Secret) -> AskedSecret:
    return AskedSecret(name=one.name, prompt=one.prompt, what=one.what)
