"""The page around every page: head, navigation, and the place that a module fills."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from string import Template
from types import MappingProxyType

from api.web.languages import LANGUAGES, Language, Words

ALWAYS = ("vendor/preact.js", "vendor/hooks.js", "vendor/htm.js", "app/html.js", "app/http.js", "app/i18n.js")
"""Modules that every page needs: named in the head, so that they are not found one after the other."""


@dataclass(frozen=True, slots=True)
class Page:
    """``module`` exports ``mount(element, context)``. ``section``: the entry of the navigation that it belongs to."""

    name: str
    path: str
    section: str
    module: str
    styles: tuple[str, ...] = ()


PAGES = (
    Page("documents", "/", "documents", "documents/page.js", ("documents/page.css",)),
    Page("document", "/documents/{document}", "documents", "document/page.js", ("document/page.css",)),
    Page("grid", "/documents/{document}/grid", "documents", "grid/page.js", ("document/page.css", "grid/page.css")),
    Page("walk", "/review", "walk", "review/walk.js", ("review/review.css",)),
    Page("sheet", "/review/sheet", "sheet", "review/sheet.js", ("review/review.css",)),
    Page("catalogue", "/catalogue", "catalogue", "catalogue/page.js", ("catalogue/page.css",)),
    Page("dashboard", "/dashboard", "dashboard", "dashboard/page.js", ("dashboard/page.css",)),
)
_SECTIONS = tuple(page for page in PAGES if page.name == page.section)


@dataclass(frozen=True, slots=True)
class Shell:
    """Fills the template. ``root``: the address below which the files are."""

    template: Template
    root: str
    words: Mapping[Language, Words]

    def page(self, page: Page, language: Language, path: str) -> str:
        """The HTML of ``page``, which is asked for as ``path``."""
        words = self.words[language]
        return self.template.substitute(
            {key: escape(words[key]) for key in ("brand", "skip", "nav", "loading", "noscript", "languages")}
            | {
                "lang": {"zh": "zh-CN", "en": "en"}[language],
                "title": escape(words[f"page.{page.name}"]),
                "root": self.root,
                "name": page.name,
                "language": language,
                "module": page.module,
                "styles": self._links("stylesheet", ("app/base.css", "app/parts.css", *page.styles)),
                "modules": self._links("modulepreload", (*ALWAYS, page.module)),
                "sections": "\n".join(_entry(section, page, words) for section in _SECTIONS),
                "switch": "\n".join(_other(one, language, path, self.words) for one in LANGUAGES),
            }
        )

    def _links(self, kind: str, paths: tuple[str, ...]) -> str:
        return "\n".join(f'<link rel="{kind}" href="{self.root}/{path}">' for path in paths)


def load_shell(root: str, words: Mapping[Language, Words]) -> Shell:
    template = Template((files("api.web") / "shell.html").read_text(encoding="utf-8"))
    return Shell(template, root, MappingProxyType(dict(words)))


def _entry(section: Page, page: Page, words: Words) -> str:
    current = ' aria-current="page"' if section == page else ' aria-current="true"' * (section.name == page.section)
    return f'<li><a href="{section.path}"{current}>{escape(words[f"nav.{section.name}"])}</a></li>'


def _other(one: Language, current: Language, path: str, words: Mapping[Language, Words]) -> str:
    name, tag = escape(words[one]["language"]), {"zh": "zh-CN", "en": "en"}[one]
    marked = ' aria-current="true"' if one == current else ""
    return f'<a href="{escape(path)}?lang={one}" lang="{tag}" hreflang="{tag}"{marked}>{name}</a>'
