"""Values of a template's variables: exactly its keys, none that WhatsApp refuses."""

from __future__ import annotations

import pytest

from bot.domain.template_values import BadVariables, Ready, filled, values_for

LATE = Ready(
    1, "HX1", "notice.late", "en", "Order {{1}} is late: {{2}} Sorry.", ("number", "why"), ("Talk",), False, "UTILITY"
)
CART = Ready(2, "HX2", "notice.cart_1", "en", "You left {{1}} there.", ("items",), (), True, "MARKETING")
GOOD = {"number": "1042", "why": "Bad weather.", "shop": "more than it needs"}


def test_it_gives_every_variable_its_value_and_no_other() -> None:
    assert values_for(LATE, GOOD, ["tok"], "left-out.jpg") == {"1": "1042", "2": "Bad weather.", "3": "tok"}
    assert values_for(CART, {"items": "a saree"}, [], "abc.jpg") == {"1": "a saree", "2": "abc.jpg"}


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        ("a\nb", "a b"),
        ("a\tb", "a b"),
        ("a      b", "a b"),
        ("", "-"),
        (" \n ", "-"),
        ("\u00a0\u2028x", "x"),
        ("x" * 900, "x" * 900),
    ],
)
def test_it_makes_one_line_of_a_value(value: str, sent: str) -> None:
    assert values_for(LATE, GOOD | {"why": value}, ["tok"], "")["2"] == sent


@pytest.mark.parametrize(
    ("ready", "rendered", "tokens", "picture", "field"),
    [
        (LATE, {"number": "1042"}, ["tok"], "", "why"),
        (LATE, {}, ["tok"], "", "number"),
        (LATE, GOOD | {"why": "https://x" + "x" * 1600}, ["tok"], "", "why"),
        (LATE, GOOD, [], "", "buttons"),
        (LATE, GOOD, ["a", "b"], "", "buttons"),
        (LATE, GOOD, [""], "", "variable 3"),
        (CART, {"items": "a saree"}, [], "", "picture"),
    ],
)
def test_it_refuses_what_does_not_fit(
    ready: Ready, rendered: dict[str, str], tokens: list[str], picture: str, field: str
) -> None:
    with pytest.raises(BadVariables) as caught:
        values_for(ready, rendered, tokens, picture)
    assert (caught.value.key, caught.value.field) == (ready.key, field)
    assert ready.key in str(caught.value)


def test_it_shows_the_text_as_the_customer_reads_it() -> None:
    assert filled(LATE, values_for(LATE, GOOD, ["tok"], "")) == "Order 1042 is late: Bad weather. Sorry."


@pytest.mark.parametrize("long", ["કિ" * 900, "x " * 900, "👍🏽" * 900])
def test_the_body_stays_as_long_as_whatsapp_takes_it(long: str) -> None:
    twice = Ready(
        3,
        "HX3",
        "notice.x",
        "en",
        "Order {{1}}: {{2}} and {{3}}, {{1}} Bye.",
        ("number", "why", "url"),
        (),
        False,
        "UTILITY",
    )
    url = "https://rangoli.example/t/" + "t" * 300
    for told in ({"number": "1042", "why": long}, {"number": long, "why": long}, {"number": long, "why": "w"}):
        values = values_for(twice, {"url": url, **told}, [], "")
        text = filled(twice, values)
        assert len(text) <= 1024
        assert text.endswith(" Bye.")
        assert values["3"] == url
        assert "ક…" not in text
        assert "👍…" not in text
        assert len(text) > 1000 or long not in told.values()
