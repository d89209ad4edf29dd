"""The client of Redis and Valkey, without the figures that it would keep of itself for OpenTelemetry.

rasa_sdk brings OpenTelemetry along, and the client takes it wherever it is installed: 3 MB of each process.
"""

from __future__ import annotations

from bot.spared import spared

with spared("opentelemetry"):
    import redis as redis
