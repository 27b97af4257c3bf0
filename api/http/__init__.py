"""The service over HTTP, under ``/v1``."""

from api.http.app import create_app

__all__ = ["create_app"]
