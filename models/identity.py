"""The identities that a form's numbers obey, declared as data."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from models.spec import Spec


class RuleBase(Spec):
    """``id`` is stable. Paths may hold ``funds[total]`` (a matrix row by its key) and ``indicators[*]``."""

    id: str


class SumRule(RuleBase):
    """``total`` (a path or a number) = sum of ``parts``, exactly; once for each of ``each``, put in for ``{}``.

    ``complete``: every part is printed where the form is whole, so a blank one leaves the sum unknown.
    ``rounded``: every number was rounded by itself, so the sum may be off by what that explains.
    """

    rule: Literal["sum"]
    total: str
    parts: tuple[str, ...]
    each: tuple[str, ...] = ()
    complete: bool = False
    rounded: bool = False


class RowSumRule(RuleBase):
    """In each row of ``listing``, ``total`` = sum of ``parts``."""

    rule: Literal["row_sum"]
    listing: str
    total: str
    parts: tuple[str, ...]


class GroupSumRule(RuleBase):
    """In ``listing``, for each run of rows with the same ``by``: their ``total`` = sum of their ``part``."""

    rule: Literal["group_sum"]
    listing: str
    by: str
    total: str
    part: str


class GroupTotalRule(RuleBase):
    """``total`` = sum over the groups of ``listing`` (rows with the same ``by``) of ``part``, plus ``plus``."""

    rule: Literal["group_total"]
    listing: str
    by: str
    part: str
    total: str
    plus: tuple[str, ...] = ()


class GroupConstantRule(RuleBase):
    """In ``listing``, the group whose ``by`` is a key of ``expected`` has this ``part``."""

    rule: Literal["group_constant"]
    listing: str
    by: str
    part: str
    expected: dict[str, str]


class ScaledRatioRule(RuleBase):
    """``result`` = ``numerator`` ÷ ``denominator`` × ``scale``, rounded to ``places`` decimals.

    ``when_zero`` is the result that the form prints for a denominator of zero.
    """

    rule: Literal["ratio"]
    numerator: str
    denominator: str
    result: str
    scale: str = "100"
    places: int = 2
    when_zero: str = "0"


class ProductRule(RuleBase):
    """``result`` = product of ``factors`` ÷ ``divisor``, rounded to ``places`` decimals."""

    rule: Literal["product"]
    factors: tuple[str, ...]
    result: str
    divisor: str = "1"
    places: int = 2


class AtMostRule(RuleBase):
    """``value`` <= ``limit``; with ``[*]`` in both, row by row."""

    rule: Literal["at_most"]
    value: str
    limit: str


class DigitsRule(RuleBase):
    """``path`` is a code of digits, usually ``length`` of them, where one is printed."""

    rule: Literal["digits"]
    path: str
    length: int


class YearRule(RuleBase):
    """``path`` is a year from ``first`` to ``last``."""

    rule: Literal["year"]
    path: str
    first: int
    last: int


Rule = Annotated[
    SumRule
    | RowSumRule
    | GroupSumRule
    | GroupTotalRule
    | GroupConstantRule
    | ScaledRatioRule
    | ProductRule
    | AtMostRule
    | DigitsRule
    | YearRule,
    Field(discriminator="rule"),
]
