"""Who of a shop's people may do what: roles, permissions, and the one table of both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class StaffRole(StrEnum):
    """What somebody is at a shop; an operator is of none, and runs the installation."""

    OWNER = "owner"
    MARKETER = "marketer"
    AGENT = "agent"
    OPERATOR = "operator"


class ShopRole(StrEnum):
    """What a shop makes somebody: of these alone."""

    OWNER = "owner"
    MARKETER = "marketer"
    AGENT = "agent"


class StaffState(StrEnum):
    """Whether somebody can log in."""

    INVITED = "invited"  # has not chosen a password yet
    ACTIVE = "active"
    INACTIVE = "inactive"  # was asked to leave; the name stays on what they did


class LinkKind(StrEnum):
    """What a one-time link is for: both let its bearer choose a password."""

    INVITATION = "invitation"
    RESET = "reset"


class Permission(StrEnum):
    """What a route of the API needs. A staff session has those of its role, a key those it was made with."""

    ACCOUNT = "account"  # one's own: no key has one
    AUDIT_READ = "audit.read"
    BROADCASTS_READ = "broadcasts.read"
    BROADCASTS_WRITE = "broadcasts.write"  # to draft, start, pause and call off
    CATALOGUE_WRITE = "catalogue.write"  # answers, places of delivery, products, offers; settings.read shows them
    CONVERSATIONS_READ = "conversations.read"  # which of them is a matter of the role and the shop's setting
    CONVERSATIONS_WRITE = "conversations.write"  # those that may be read
    CUSTOMERS_ERASE = "customers.erase"
    CUSTOMERS_EXPORT = "customers.export"
    CUSTOMERS_READ = "customers.read"
    CUSTOMERS_WRITE = "customers.write"
    EVENTS_READ = "events.read"
    EVENTS_WRITE = "events.write"
    INSTALLATION_READ = "installation.read"  # shops and health, and nothing of what is in a shop
    INSTALLATION_WRITE = "installation.write"  # to open and close shops
    ORDERS_READ = "orders.read"
    ORDERS_WRITE = "orders.write"
    SEGMENTS_READ = "segments.read"
    SEGMENTS_WRITE = "segments.write"
    SETTINGS_READ = "settings.read"
    SETTINGS_WRITE = "settings.write"
    STAFF_MANAGE = "staff.manage"
    STAFF_READ = "staff.read"


_OF_INSTALLATION = frozenset({Permission.INSTALLATION_READ, Permission.INSTALLATION_WRITE})
_ALL = frozenset(Permission) - _OF_INSTALLATION
_AT_THE_INBOX = frozenset(
    {
        Permission.ACCOUNT,
        Permission.CONVERSATIONS_READ,
        Permission.CONVERSATIONS_WRITE,
        Permission.CUSTOMERS_READ,
        Permission.CUSTOMERS_WRITE,
        Permission.ORDERS_READ,
        Permission.ORDERS_WRITE,
        Permission.SETTINGS_READ,
        Permission.STAFF_READ,
    }
)
PERMISSIONS: Mapping[StaffRole, frozenset[Permission]] = {
    StaffRole.OWNER: _ALL,
    StaffRole.MARKETER: _AT_THE_INBOX
    | {
        Permission.BROADCASTS_READ,
        Permission.BROADCASTS_WRITE,
        Permission.CATALOGUE_WRITE,
        Permission.SEGMENTS_READ,
        Permission.SEGMENTS_WRITE,
    },
    StaffRole.AGENT: _AT_THE_INBOX,
    StaffRole.OPERATOR: _OF_INSTALLATION | {Permission.ACCOUNT},
}
KEY_SCOPES = _ALL - {Permission.ACCOUNT}
# What a key may do that says nothing else: what every key could before there were scopes.
FIRST_SCOPES = (Permission.EVENTS_READ, Permission.EVENTS_WRITE, Permission.ORDERS_READ)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Through whose eyes conversations are read: all of a shop's or one's own and the unassigned, numbers whole or not.

    `staff_id` is None for a program.
    """

    merchant_id: int
    staff_id: int | None
    sees_all: bool = True
    sees_numbers: bool = True
