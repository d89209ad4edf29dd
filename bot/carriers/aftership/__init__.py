"""AfterShip: tracking by webhook (FACTS 9.4)."""
