"""How long a test waits for what is to come: longer than any machine takes, since only what is broken takes so long."""

from __future__ import annotations

PATIENCE = 60.0  # seconds
