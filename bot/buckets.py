"""Buckets of tokens: how many messages may leave now. In Redis for all workers, in a process while Redis is away."""

from __future__ import annotations

import threading
from collections.abc import Mapping

DEPTH = 0.5  # seconds of a rate that an idle bucket holds: more would leave in one burst
_LIFE = 10  # seconds after which an untouched bucket is as good as full
# Time is Redis's own: the clocks of hosts differ.
_BUCKET = (
    f"local DEPTH, LIFE = {DEPTH}, {_LIFE}"
    + """
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
local function depth(rate) return math.max(1, rate * DEPTH) end
local function filled(key, rate)
  local kept = redis.call('HMGET', key, 'tokens', 'at')
  if not kept[1] then return depth(rate) end
  return math.min(depth(rate), kept[1] + math.max(0, now - kept[2]) * rate)
end
local function keep(key, tokens, rate)
  redis.call('HSET', key, 'tokens', tostring(tokens), 'at', string.format('%.6f', now), 'rate', tostring(rate))
  redis.call('EXPIRE', key, LIFE)
end
"""
)
# Arguments: how many are wanted, the share that is spared, the least that is worthwhile, the rate of each key.
TAKE = (
    _BUCKET
    + """
local most = tonumber(ARGV[1])
for place, key in ipairs(KEYS) do
  local rate = tonumber(ARGV[3 + place])
  most = math.min(most, math.max(0, math.floor(filled(key, rate) - depth(rate) * tonumber(ARGV[2]))))
end
if most < tonumber(ARGV[3]) then most = 0 end
for place, key in ipairs(KEYS) do
  local rate = tonumber(ARGV[3 + place])
  keep(key, filled(key, rate) - most, rate)
end
return most
"""
)
# Argument: how many. What nobody counts yet is not counted.
SPEND = (
    _BUCKET
    + """
local rate = tonumber(redis.call('HGET', KEYS[1], 'rate') or '')
if rate then keep(KEYS[1], math.max(-rate, filled(KEYS[1], rate) - ARGV[1]), rate) end
"""
)


class Buckets:
    """The buckets of one process."""

    def __init__(self) -> None:
        self._held = threading.Lock()
        self._kept: dict[str, tuple[float, float]] = {}  # tokens, and when they were counted

    def take(self, rates: Mapping[str, float], wanted: int, spare: float, least: int, now: float) -> int:
        """Take so many tokens, or as many as there are beside a spare share, at least `least`; returns how many."""
        with self._held:
            filled = {name: self._fill(name, rate, now) for name, rate in rates.items()}
            most = min([wanted, *(int(filled[name] - _depth(rate) * spare) for name, rate in rates.items())])
            most = most if most >= least else 0
            self._kept |= {name: (tokens - most, now) for name, tokens in filled.items()}
            return most

    def spend(self, name: str, count: int) -> None:
        """Take tokens without asking, or give some back (a negative number); of a bucket that was asked before."""
        with self._held:
            if name in self._kept:
                tokens, at = self._kept[name]
                self._kept[name] = (tokens - count, at)

    def _fill(self, name: str, rate: float, now: float) -> float:
        tokens, at = self._kept.get(name, (_depth(rate), now))
        return min(_depth(rate), tokens + (now - at) * rate)


def _depth(rate: float) -> float:
    return max(1.0, rate * DEPTH)
