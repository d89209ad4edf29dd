"""Which addresses are on a host of the shop: whatever a browser could take for another place is refused."""

from __future__ import annotations

import pytest

from bot.domain.hosts import is_on, listed, showable

SITE = "https://rangolihandlooms.example"
OURS = [
    SITE,
    f"{SITE}/cart/1?x=y#z",
    "https://www.rangolihandlooms.example/p",
    "https://shop.rangolihandlooms.example:443/",
    "https://RANGOLIHANDLOOMS.example/",
    "https://blog.rangoli.example/a",
]
NOT_OURS = [
    "",
    "//evil.example",
    "https://evil.example",
    f"http{SITE[5:]}/",
    f"{SITE}.evil.example",
    "https://evilrangolihandlooms.example",
    "https://rangolihandlooms.example@evil.example",
    f"{SITE}:8443/",
    "https://evil.example/?rangolihandlooms.example",
    "https://evil.example\\.rangolihandlooms.example",
    "https://evil.example\t.rangolihandlooms.example/",
    "javascript:alert(1)",
    "https://evil.example#.rangolihandlooms.example",
    "https://evil.example%2f.rangolihandlooms.example",
    f"{SITE}/\r\nSet-Cookie: a=b",
    "https://evil.example／.rangolihandlooms.example",
    "https://[::1]/",
    "https://user@rangolihandlooms.example",
    f"{SITE}/" + "a" * 3000,
    "https://example/",
    "https:///x",
]
HOSTS = {listed(name) for name in (SITE, "rangoli.example", "com", "", "*")}


@pytest.mark.parametrize("url", OURS)
def test_it_knows_the_shops_own_hosts(url: str) -> None:
    assert is_on(url, HOSTS)


@pytest.mark.parametrize("url", NOT_OURS)
def test_it_takes_no_other_for_the_shops(url: str) -> None:
    assert not is_on(url, HOSTS)


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("https://www.Rangoli.example/shop", "rangoli.example"),
        ("rangoli.myshopify.com", "rangoli.myshopify.com"),
        ("HTTP://Rangoli.Example:8080", "rangoli.example"),
        ("दुकान.भारत", "xn--11b7ah1gn.xn--h2brj9c"),
        ("shop@mail.example", ""),
        ("com", ""),
        ("", ""),
        ("a..b", ""),
        ("exa mple.com", ""),
    ],
)
def test_it_compares_hosts_in_one_form(name: str, host: str) -> None:
    assert listed(name) == host


def test_it_means_the_same_host_in_any_script() -> None:
    assert is_on("https://दुकान.भारत/साड़ी", {listed("दुकान.भारत")})


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000/demo/pictures/a.png", "https://cdn.shop.example/a.jpg?v=1"])
def test_it_shows_web_addresses(url: str) -> None:
    assert showable(url) == url


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:,x", "//a.example/x", "a.png", "https://a.example/ x", "https://"]
)
def test_it_shows_nothing_else(url: str) -> None:
    assert showable(url) == ""
