"""Processes that read documents, one at a time each, in a child of its own for every document."""

from api.workers.deaths import MOST_DEATHS, MOST_KILLS, Deaths
from api.workers.messages import CellOrder, Died, Done, Failed, Order, Outcome, Pages, PictureOrder
from api.workers.pool import ReaderPool
from api.workers.reader import Reader
from api.workers.settings import WorkerSettings, one_threaded

__all__ = [
    "MOST_DEATHS",
    "MOST_KILLS",
    "CellOrder",
    "Deaths",
    "Died",
    "Done",
    "Failed",
    "Order",
    "Outcome",
    "Pages",
    "PictureOrder",
    "Reader",
    "ReaderPool",
    "WorkerSettings",
    "one_threaded",
]
