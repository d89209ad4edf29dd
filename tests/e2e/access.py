"""What keeps somebody from using a page: what axe-core finds, small targets, lines too tight for the scripts."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from bot.running import ROOT

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
# What is hit by a finger: a button of one pixel is for screen readers alone, and a link in the middle of a sentence
# is as high as its line (WCAG 2.5.8).
TARGETS = """() => [...document.querySelectorAll("button, summary, label, textarea, a:not(.body a)")]
    .map((one) => [one, one.getBoundingClientRect()])
    .filter(([one, box]) => one.checkVisibility() && box.width > 1 && (box.width < 44 || box.height < 44))
    .map(([one, box]) => `${one.className || one.tagName} ${box.width} x ${box.height}`)"""
TIGHT = """() => [...document.querySelectorAll(":lang(gu), :lang(hi), :lang(bn)")]
    .filter((one) => !one.closest(":lang(gu-Latn), :lang(hi-Latn), :lang(bn-Latn)"))
    .map((one) => [one, getComputedStyle(one)])
    .filter(([one, style]) => parseFloat(style.lineHeight) / parseFloat(style.fontSize) < 1.6)
    .map(([one]) => one.outerHTML.slice(0, 80))"""


def found_serious(page: Page) -> list[str]:
    """What axe-core calls serious or critical, with the elements."""
    # Through the debugger, which the page's policy does not bind.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        f"{rule['id']}: {node['html'][:120]} {node['any'][0]['message'] if node['any'] else ''}"
        for rule in found["violations"]
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


def look(page: Page, where: str, width: int, *, deep: bool = True) -> None:
    """Check that what is on the screen, once it stands still, is within reach of everybody.

    `deep`: also by axe-core, whose findings are the same in each language.
    """
    page.wait_for_function("document.getAnimations().length === 0")
    serious = found_serious(page) if deep else []
    for found in (serious, page.evaluate(TIGHT), page.evaluate(TARGETS) if width <= 360 else []):
        assert found == [], f"{where} {width}: {found}"
    rest = page.evaluate("[document.documentElement.scrollWidth, document.getAnimations().length]")
    assert rest == [width, 0], f"{where} {width}: {rest}"
