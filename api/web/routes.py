"""Addresses of pages and of the files that they are made with."""

from __future__ import annotations

import json
from collections.abc import Callable
from http import HTTPStatus

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api.web.assets import Asset, Assets, load_assets
from api.web.languages import LANGUAGES, load_words, spoken
from api.web.shell import PAGES, Page, Shell, load_shell

_COOKIE = "language"
_YEAR_S = 365 * 24 * 3600

_FOR_EVER = f"public, max-age={_YEAR_S}, immutable"
"""A file under the digest of all files never changes: another one would have another address."""

_PAGE_HEADERS = {
    # Nothing from elsewhere, nothing inline. Pictures that need a key come as blobs.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-cache",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Vary": "Cookie, Accept-Language",
    "X-Content-Type-Options": "nosniff",
}


def pages_router() -> APIRouter:
    """The routes of all pages, which are for people and stand in no description of the API."""
    words = {language: load_words(language) for language in LANGUAGES}
    written = {f"words/{language}.json": json.dumps(dict(said)).encode() for language, said in words.items()}
    assets = load_assets(written)
    shell = load_shell(f"/static/{assets.digest}", words)
    router = APIRouter(include_in_schema=False)
    for page in PAGES:
        router.add_api_route(page.path, _answering(page, shell), methods=["GET"], name=f"page {page.name}")
    router.add_api_route("/static/{digest}/{path:path}", _serving(assets), methods=["GET"], name="file of pages")
    return router


def _answering(page: Page, shell: Shell) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        chosen = request.query_params.get("lang")
        if chosen in LANGUAGES:
            # To the same page without the choice in its address, so that a link to it imposes no language.
            rest = request.url.remove_query_params("lang")
            answered = RedirectResponse(
                f"{rest.path}?{rest.query}".removesuffix("?"), HTTPStatus.SEE_OTHER, _PAGE_HEADERS
            )
            answered.set_cookie(_COOKIE, chosen, max_age=_YEAR_S, samesite="lax", httponly=True)
            return answered
        language = spoken(request.cookies.get(_COOKIE), request.headers.get("accept-language", ""))
        return HTMLResponse(shell.page(page, language, request.url.path), headers=_PAGE_HEADERS)

    return answer


def _serving(assets: Assets) -> Callable[[str, str, Request], Response]:
    def serve(digest: str, path: str, request: Request) -> Response:
        asset = assets.by_path.get(path)
        if asset is None:
            raise HTTPException(HTTPStatus.NOT_FOUND, f"there is no file {path}")
        # A page from before an update may still ask for a file by the older digest: it gets the one of now.
        headers = {
            "Cache-Control": _FOR_EVER if digest == assets.digest else "no-cache",
            "ETag": asset.etag,
            "Vary": "Accept-Encoding",
            "X-Content-Type-Options": "nosniff",
        }
        known = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
        if asset.etag in known:
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        return _sent(asset, request.headers.get("accept-encoding", ""), headers)

    return serve


def _sent(asset: Asset, encodings: str, headers: dict[str, str]) -> Response:
    if "gzip" in encodings and len(asset.squeezed) < len(asset.data):
        return Response(asset.squeezed, media_type=asset.media_type, headers=headers | {"Content-Encoding": "gzip"})
    return Response(asset.data, media_type=asset.media_type, headers=headers)
