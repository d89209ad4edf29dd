"""Every table, imported in one place: for migrations, and so that relationships find each other."""

from bot.db import (
    attachments,
    awaited,
    changes,
    clocks,
    connections,
    conversations,
    desk,
    inbox,
    inbox_settings,
    links,
    notices,
    orders,
    outgoing,
    people,
    requests,
    shop,
    signs,
    staff,
    templates,
)
from bot.db.base import Base

ALL = (
    shop,
    people,
    awaited,
    conversations,
    outgoing,
    orders,
    requests,
    connections,
    notices,
    templates,
    links,
    signs,
    staff,
    desk,
    inbox,
    changes,
    inbox_settings,
    clocks,
    attachments,
)
metadata = Base.metadata
