"""Everything one simulator holds together: settings, state, clock and the threads that work behind it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from bot.clock import StoredClock
from bot.config import Settings
from bot.simulator.world import accounts
from bot.simulator.world.accounts import SimAccount
from bot.simulator.world.courier import Courier
from bot.simulator.world.faults import Faults
from bot.simulator.world.hub import Hub
from bot.simulator.world.phones import fill_phonebook
from bot.simulator.world.store import Store
from bot.simulator.world.wire import Wire

WINDOW = 24 * 3600.0
CALLBACK_THREADS = 6
WEBHOOK_THREADS = 6
PACE = 0.005
APPROVAL_SECONDS = 1.0
# How WhatsApp stands to the shop's number, until somebody says otherwise (POST /sim/sender).
SENDER = {"quality_rating": "HIGH", "messaging_limit": "Unlimited Customers/24hr"}


@dataclass
class World:
    """A simulated Twilio with its accounts, and the phones that talk to them."""

    settings: Settings
    store: Store
    wire: Wire
    hub: Hub = field(default_factory=Hub)
    faults: Faults = field(default_factory=Faults)
    # Two pools: a webhook that takes its full fifteen seconds must not hold back the callbacks.
    callbacks: Courier = field(default_factory=lambda: Courier("callbacks", CALLBACK_THREADS))
    webhooks: Courier = field(default_factory=lambda: Courier("webhooks", WEBHOOK_THREADS))
    pace: float = PACE
    approval_seconds: float = APPROVAL_SECONDS
    ahead: float = 0.0
    sender: dict[str, str] = field(default_factory=SENDER.copy)

    @classmethod
    def open(cls, settings: Settings) -> World:
        """The world as it was left: conversations, settings of phones and the clock are kept in VAR_DIR."""
        store = Store(settings.var_dir / "simulator.db")
        fill_phonebook(store, settings.demo_callers, settings.demo)
        world = cls(settings, store, Wire())
        mark = store.row("SELECT value FROM marks WHERE name = 'ahead'")
        world.ahead = float(mark["value"]) if mark else 0.0
        return world

    @property
    def base_url(self) -> str:
        """Where the API of this Twilio is, for the links that it hands out."""
        return self.settings.twilio_api_url or self.settings.simulator_url

    @property
    def all_ahead(self) -> float:
        """Seconds from the machine's time: the days that passed at the demo, and what /sim/clock has added."""
        return StoredClock(self.settings.demo_clock).ahead.total_seconds() + self.ahead

    def now(self) -> float:
        """Simulated time: the shop's, and what /sim/clock has added."""
        return time.time() + self.all_ahead

    def advance(self, seconds: float) -> None:
        """Move the simulated time forward, also across a restart."""
        self.ahead += seconds
        self.store.change("INSERT OR REPLACE INTO marks (name, value) VALUES ('ahead', ?)", (self.ahead,))

    def window_closes(self, last_inbound: float | None) -> float | None:
        """When free text stops being possible; None when it already is not."""
        closes = (last_inbound or 0.0) + WINDOW
        return closes if closes > self.now() else None

    def shop_address(self, channel: str) -> str:
        """The address on a channel of the shop of the settings, or nothing."""
        return self.main.address(channel)

    @property
    def main(self) -> SimAccount:
        """The account of the settings."""
        return accounts.listed(self.store, self.settings)[0]

    def account_of(self, address: str) -> SimAccount:
        """The account that has an address of a shop; that of the settings for one that none has any more."""
        return accounts.find_by_address(self.store, self.settings, address) or self.main

    def reset(self) -> None:
        """Begin again: no messages, no contents, the demo's phone book where there is a demo, the real time."""
        self.callbacks.forget()
        self.webhooks.forget()
        self.faults.clear()
        self.hub.clear()
        self.store.wipe()
        fill_phonebook(self.store, self.settings.demo_callers, self.settings.demo)
        self.ahead, self.pace, self.sender = 0.0, PACE, SENDER.copy()
        self.hub.publish("", "reset")
