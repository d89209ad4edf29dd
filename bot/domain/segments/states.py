"""The states of India by the first digits of their PIN codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IndianState:
    """A state or union territory; of several prefixes that fit a PIN code the longest counts."""

    name: str
    prefixes: tuple[str, ...]


# Codes as in ISO 3166-2:IN. Prefixes: India Post's postal circles; where one runs across a border, the state that has
# most of its post offices counts.
STATES: Mapping[str, IndianState] = {
    "AN": IndianState("Andaman and Nicobar Islands", ("744",)),
    "AP": IndianState("Andhra Pradesh", ("51", "52", "53")),
    "AR": IndianState("Arunachal Pradesh", ("790", "791", "792")),
    "AS": IndianState("Assam", ("78",)),
    "BR": IndianState("Bihar", ("80", "81", "82", "84", "85")),
    "CG": IndianState("Chhattisgarh", ("49",)),
    "CH": IndianState("Chandigarh", ("160",)),
    "DH": IndianState("Dadra and Nagar Haveli and Daman and Diu", ("3962", "362520", "362540", "362570")),
    "DL": IndianState("Delhi", ("11",)),
    "GA": IndianState("Goa", ("403",)),
    "GJ": IndianState("Gujarat", ("36", "37", "38", "39")),
    "HP": IndianState("Himachal Pradesh", ("17",)),
    "HR": IndianState("Haryana", ("12", "13")),
    "JH": IndianState("Jharkhand", ("814", "815", "816", "822", "825", "826", "827", "828", "829", "83")),
    "JK": IndianState("Jammu and Kashmir", ("18", "19")),
    "KA": IndianState("Karnataka", ("56", "57", "58", "59")),
    "KL": IndianState("Kerala", ("67", "68", "69")),
    "LA": IndianState("Ladakh", ("194",)),
    "LD": IndianState("Lakshadweep", ("68255",)),
    "MH": IndianState("Maharashtra", ("40", "41", "42", "43", "44")),
    "ML": IndianState("Meghalaya", ("793", "794")),
    "MN": IndianState("Manipur", ("795",)),
    "MP": IndianState("Madhya Pradesh", ("45", "46", "47", "48")),
    "MZ": IndianState("Mizoram", ("796",)),
    "NL": IndianState("Nagaland", ("797", "798")),
    "OD": IndianState("Odisha", ("75", "76", "77")),
    "PB": IndianState("Punjab", ("14", "15", "16")),
    "PY": IndianState("Puducherry", ("605", "6096", "673310", "533464")),
    "RJ": IndianState("Rajasthan", ("30", "31", "32", "33", "34")),
    "SK": IndianState("Sikkim", ("737",)),
    "TN": IndianState("Tamil Nadu", ("60", "61", "62", "63", "64")),
    "TR": IndianState("Tripura", ("799",)),
    "TS": IndianState("Telangana", ("50",)),
    "UK": IndianState("Uttarakhand", ("2447", "24617", "2464", "24766", "248", "249", "2623", "2624", "2625", "263")),
    "UP": IndianState("Uttar Pradesh", ("20", "21", "22", "23", "24", "25", "26", "27", "28")),
    "WB": IndianState("West Bengal", ("70", "71", "72", "73", "74")),
}
_OF_PREFIX = {prefix: code for code, state in STATES.items() for prefix in state.prefixes}
_LONGEST = max(map(len, _OF_PREFIX))


def state_of(pin: str) -> str:
    """Return the code of the state that a PIN code is in, "" where none is known."""
    longest_first = (pin[:length] for length in range(_LONGEST, 1, -1))
    return next((_OF_PREFIX[prefix] for prefix in longest_first if prefix in _OF_PREFIX), "")


def list_exceptions(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the prefixes inside those of these states that belong to others, however long."""
    ours = {prefix for code in codes for prefix in STATES[code].prefixes}
    return tuple(sorted(longer for longer in _OF_PREFIX.keys() - ours if any(map(longer.startswith, ours))))
