"""The shell: what every page has, in both languages, and what a browser may keep and load."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from api.web.assets import load_assets

STATIC = Path(__file__).parents[2] / "api" / "web" / "static"
PATHS = ("/", "/catalogue", "/dashboard", "/review", "/review/sheet")
MOST_BYTES = 80_000
"""Gzipped JavaScript and CSS of all pages together, as it goes over the wire."""


def test_all_javascript_and_css_is_small() -> None:
    sent = [asset for path, asset in load_assets({}).by_path.items() if path.endswith((".js", ".css"))]
    assert len(sent) == len([path for path in STATIC.rglob("*") if path.suffix in {".js", ".css"}])
    assert sum(len(asset.squeezed) for asset in sent) <= MOST_BYTES


def test_what_is_sent_is_the_source_without_comments_and_indents() -> None:
    for path, asset in load_assets({}).by_path.items():
        lines = (STATIC / path).read_text(encoding="utf-8").splitlines()
        sent = asset.data.decode().splitlines()
        if path.startswith("vendor/"):
            assert sent == lines  # with what it says of its licence
            continue
        rest = iter(lines)
        assert all(any(own.strip().startswith(one) for own in rest) for one in sent), path  # nothing new, and in order
        assert not [one for one in sent if re.match(r"\s|//|/\*", one)], path
        dropped = {own.strip() for own in lines} - set(sent)
        assert all(re.search(r"//|\*", one) for one in dropped), path


def test_no_source_speaks_to_elsewhere_or_writes_markup_from_text() -> None:
    for path in [*STATIC.rglob("*.js"), *STATIC.rglob("*.css")]:
        if path.parent.name != "vendor":
            source = path.read_text(encoding="utf-8")
            assert not re.search(r"https?://(?!www\.w3\.org/)", source), path
            assert not re.search(r"innerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", source), path


class _Elements(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_sent_with_a_strict_policy_and_nothing_inline(served: Any, path: str) -> None:
    answer = served.client.get(path)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for tag, attributes in _Elements(answer.text).found:
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        for address in (attributes.get("src"), attributes.get("href")):
            assert address is None or address.startswith(("/", "#")), (tag, address)
        assert tag != "script" or attributes.get("src")


def test_files_are_kept_for_ever_and_known_again_by_their_etag(served: Any) -> None:
    shell = served.client.get("/").text
    addresses = [a["href"] for tag, a in _Elements(shell).found if tag == "link"]
    assert addresses
    for address in addresses:
        answer = served.client.get(address)
        assert answer.status_code == 200, address
        assert "immutable" in answer.headers["cache-control"]
        again = served.client.get(address, headers={"If-None-Match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
    old = re.sub(r"/static/\w+/", "/static/000000000000/", addresses[0])
    assert served.client.get(old).headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/static/x/nothing.js", "/static/x/vendor/README.md", "/static/x/%2e%2e/shell.html"])
def test_only_files_of_pages_are_served(served: Any, path: str) -> None:
    assert served.client.get(path).status_code == 404


@pytest.mark.parametrize(("asked", "tag"), [("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"), ("en-US,en", "en"), ("de", "zh-CN")])
def test_the_language_is_the_browsers_and_chinese_where_it_is_neither(served: Any, asked: str, tag: str) -> None:
    text = served.client.get("/", headers={"Accept-Language": asked}).text
    assert dict(_Elements(text).found)["html"]["lang"] == tag


def test_a_language_once_chosen_stays(page: Page) -> None:
    page.goto("/dashboard")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile(r"/dashboard$"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto("/catalogue")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_first_tab_stop_skips_to_the_content(page: Page) -> None:
    page.goto("/dashboard")
    expect(page.locator("h1")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


@pytest.mark.parametrize("path", PATHS)
def test_a_page_asks_nothing_of_elsewhere(context: BrowserContext, page: Page, served: Any, path: str) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page.goto(path)
    expect(page.locator("h1").first).to_be_visible()
    assert asked
    assert not [url for url in asked if not url.startswith((f"{served.url}/", f"blob:{served.url}/"))]
