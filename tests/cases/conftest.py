"""The one shop of this folder."""

from __future__ import annotations

from tests.cases.shop import opened_shop, shop

__all__ = ["opened_shop", "shop"]
