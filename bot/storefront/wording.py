"""The page's sentences: the shop's own wording first, then the catalogue's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bot.domain.field_values import Value, day, sentence
from bot.locales import catalogue, writing
from bot.logs import get_logger
from bot.services.storefront.tracking_views import PageView

log = get_logger(__name__)


class PageWording:
    """Says keys of the catalogue on one page."""

    def __init__(self, page: PageView) -> None:
        self._page = page

    def __call__(self, key: str, **values: Any) -> str:
        """The sentence; the shop's name is always at hand."""
        filled: Mapping[str, Any] = {"shop": self._page.shop.name, **values}
        try:
            return catalogue.say(self._page.locale, key, filled, self._page.said)
        except (KeyError, ValueError, TypeError, IndexError):
            if key not in self._page.said:
                raise
            # A slip in the shop's own wording must not cost a customer the page.
            log.warning("the shop's own wording cannot be used", sentence=key, locale=self._page.locale)
            return catalogue.say(self._page.locale, key, filled)

    def goods(self, category: str) -> str:
        """A kind of goods by its name in the locale; as the shop calls it where we have no word for it."""
        named = (f"goods.{one.strip().lower().replace(' ', '_')}" for one in (category, category.removesuffix("s")))
        key = next(filter(catalogue.has, named), None)
        return self(key) if key else category.capitalize()

    def day(self, on: date | None) -> Value:
        """A day as a value of a sentence, "today" where it is; None is a day nobody knows."""
        return day(on, self._page.today) if on else sentence("word.few_days")

    def clock(self, at: datetime) -> str:
        """Day and time in the shop's zone."""
        return writing.moment(self._page.locale, at.isoformat(), self._page.zone)
