"""Every table, imported in one place: for migrations, and so that relationships find each other."""

from collections.abc import Callable

from sqlalchemy import Index
from sqlalchemy.schema import SchemaItem

from bot.db import (
    accounts,
    attachments,
    awaited,
    broadcasts,
    campaign_texts,
    canned,
    changes,
    clocks,
    connections,
    conversations,
    desk,
    dlt_texts,
    factors,
    hooks,
    inbox,
    inbox_settings,
    links,
    lists,
    newsletters,
    notices,
    orders,
    outgoing,
    pace,
    people,
    requests,
    restorations,
    search,
    segments,
    senders,
    setup,
    shop,
    signs,
    staff,
    staff_notices,
    teaching,
    templates,
)
from bot.db.base import Base

ALL = (
    shop,
    people,
    awaited,
    conversations,
    outgoing,
    pace,
    senders,
    orders,
    requests,
    connections,
    accounts,
    notices,
    templates,
    dlt_texts,
    links,
    signs,
    staff,
    factors,
    desk,
    inbox,
    changes,
    inbox_settings,
    clocks,
    attachments,
    search,
    segments,
    canned,
    staff_notices,
    broadcasts,
    campaign_texts,
    lists,
    newsletters,
    teaching,
    setup,
    hooks,
    restorations,
)
metadata = Base.metadata


def tell_ours(dialect: str) -> Callable[[SchemaItem, str | None, str, bool, SchemaItem | None], bool]:
    """Return what tells whether a table or an index of the mapping is meant to be in a database of this kind, for a
    comparison of both: not the tables that SQLite's search index brings, and GIN in PostgreSQL alone.
    """

    def is_ours(item: SchemaItem, name: str | None, kind: str, _reflected: bool, _other: SchemaItem | None) -> bool:
        if isinstance(item, Index):
            return dialect == "postgresql" or not item.dialect_options["postgresql"]["using"]
        return kind != "table" or not str(name).startswith(search.FTS)

    return is_ours
