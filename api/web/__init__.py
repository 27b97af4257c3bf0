"""The pages for people: a shell that the server fills, and files that a browser keeps."""

from api.web.routes import pages_router

__all__ = ["pages_router"]
