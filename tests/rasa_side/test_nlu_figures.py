"""What the report on understanding counts as right, as wrong and acting, and as a refusal disobeyed."""

import pytest

from rasa_addons.nlu_figures import Parsed, by_kind, calibration, share, table, worst_confusions


def parsed(wanted: str, got: str, confidence: float = 0.9, kind: str = "negation", locale: str = "en") -> Parsed:
    return Parsed(locale, kind, tuple(wanted.split("|")), got, confidence, 2.0)


@pytest.mark.parametrize(
    ("wanted", "got", "right"),
    [
        ("deny", "deny", True),
        ("deny", "cancel_order", False),
        ("order_status|cancel_order", "cancel_order", True),
        ("out_of_scope", "nlu_fallback", True),
        ("out_of_scope", "out_of_scope", True),
        ("order_status", "nlu_fallback", False),
    ],
)
def test_it_knows_what_is_right(wanted: str, got: str, right: bool) -> None:
    assert parsed(wanted, got).is_right is right


@pytest.mark.parametrize(
    ("wanted", "got", "confidence", "acts", "disobeyed"),
    [
        ("deny", "cancel_order", 0.9, True, True),
        ("deny", "stop_messages", 0.75, True, True),
        ("deny", "cancel_order", 0.74, False, False),
        ("deny", "order_status", 0.99, False, False),
        ("deny", "deny", 0.99, False, False),
        ("order_status", "cancel_order", 0.9, True, False),
        ("cancel_order|order_status", "cancel_order", 0.9, False, False),
    ],
)
def test_it_counts_what_would_act(wanted: str, got: str, confidence: float, acts: bool, disobeyed: bool) -> None:
    message = parsed(wanted, got, confidence)
    assert (message.acts_wrongly, message.is_disobeyed) == (acts, disobeyed)


def test_what_its_words_refuse_does_not_act() -> None:
    message = parsed("deny", "cancel_order")._replace(is_refused=True)
    assert (message.acts_wrongly, message.is_disobeyed) == (False, False)


def test_its_tables_tell_each_group_and_all() -> None:
    messages = [
        parsed("deny", "cancel_order"),
        parsed("deny", "deny", 0.3),
        parsed("out_of_scope", "out_of_scope", kind="other_world", locale="hi"),
    ]
    assert share(messages) == pytest.approx(2 / 3)
    assert table(messages)[2:] == [
        "| en | 2 | 0.500 | 1.000 | 2.0 | 2.0 |",
        "| hi | 1 | 1.000 | 1.000 | 2.0 | 2.0 |",
        "| **all** | 3 | 0.500 | 1.000 | 2.0 | 2.0 |",
    ]
    assert by_kind(messages)[2:] == ["| negation | 2 | 0.500 | 1 |", "| other world | 1 | 1.000 | 0 |"]
    assert "| 0.4 | 1 | 1.00 |" in calibration(messages)
    assert "| 1.0 | 2 | 0.50 |" in calibration(messages)
    assert worst_confusions(messages) == ["- en: 1 × `cancel_order` for `deny`", "- hi: none"]
