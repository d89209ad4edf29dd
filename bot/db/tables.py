"""Every table, imported in one place: for migrations, and so that relationships find each other."""

from bot.db import conversations, orders, outgoing, people, requests, shop
from bot.db.base import Base

ALL = (shop, people, conversations, outgoing, orders, requests)
metadata = Base.metadata
