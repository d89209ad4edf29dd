"""Words and rules of the shop's messaging. No I/O, no clock, no database."""
