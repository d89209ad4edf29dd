"""The commands' bot may have a live simulator for its Twilio."""

from __future__ import annotations

from tests.services.templates.conftest import pushing
from tests.simulator.conftest import shop, simulator

__all__ = ["pushing", "shop", "simulator"]
