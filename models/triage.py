"""What a person's answer is worth, as data."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from models.spec import Spec

Positive = Annotated[float, Field(gt=0)]


class Weights(Spec):
    """What an error costs, added up for each field that an answer is for: of any field, of one that others add up to,
    of one in a failed check; and once of each other doubtful field that the answer may settle.
    """

    field: Positive
    total: Annotated[float, Field(ge=0)]
    failed_check: Annotated[float, Field(ge=0)]
    settled: Annotated[float, Field(ge=0)]


class Seconds(Spec):
    """How long a practised person takes: to grasp a cell that is shown, or to search a page for one that may not be
    there, to compare a character, and to put right what is wrong, mostly a few characters however long the text is.
    """

    look: Positive
    search: Positive
    compare: Positive
    correct: Positive


class Triage(Spec):
    """``step``: answers whose worth is within this factor of one another are as urgent, and go by their place.

    ``columns``: what a list's columns are called on the page, by role. ``agencies``: leaves that name who the form
    is about, the first that is there.
    """

    weights: Weights
    seconds: Seconds
    step: Annotated[float, Field(gt=1)]
    columns: dict[str, str]
    agencies: tuple[str, ...]
