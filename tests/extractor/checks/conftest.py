"""Forms as plain values: what the checks see, whoever read them."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from extractor.checks import run_checks
from extractor.forms import load_definitions
from extractor.values import parse_value
from models.form import Definitions
from models.record import CheckOutcome, FormReading, Leaf, TypedValue

FUNDS = ("total", "fiscal_appropriation", "carryover", "other")
KINDS = {"execution_rate": "percent", "project_code": "code", "fiscal_year": "date", "level1": "text"}


@dataclass
class Form:
    """Texts by path; ``put`` changes one, None takes the leaf away."""

    texts: dict[str, str] = field(default_factory=dict)

    def put(self, **changes: str | None) -> "Form":
        renamed = {key.replace("__", "].").replace("_at_", "["): value for key, value in changes.items()}
        texts = self.texts | renamed
        return Form({path: text for path, text in texts.items() if text is not None})

    def values(self) -> dict[str, TypedValue]:
        def kind(path: str) -> str:
            name = path.rpartition(".")[2]
            return KINDS.get(name, "amount" if name in {"initial_budget", "annual_budget", "executed"} else "number")

        return {path: parse_value(text, kind(path)) for path, text in self.texts.items()}  # type: ignore[arg-type]

    def reading(self) -> FormReading:
        leaves = tuple(Leaf(path, path, "text", False, path, None, None, ()) for path in self.texts)
        return FormReading("project_self_evaluation", "", (0,), (1,), 1.0, leaves)


def sound_form() -> Form:
    """A form whose figures agree."""
    texts = {"project_code": "440303210300300004062", "fiscal_year": "2023"}
    amounts = {
        "total": ("150000.00", "150000.00", "125896.00", "10", "83.93", "8.39"),
        "fiscal_appropriation": ("100000.00", "100000.00", "100000.00", "—", "—", "—"),
        "carryover": ("50000.00", "50000.00", "25896.00", "—", "—", "—"),
        "other": ("0.00", "0.00", "0.00", "—", "—", "—"),
    }
    columns = ("initial_budget", "annual_budget", "executed", "weight", "execution_rate", "score")
    for number, item in enumerate(FUNDS):
        texts |= {f"funds[{number}].{column}": text for column, text in zip(columns, amounts[item], strict=True)}
    rows = [
        ("产出指标", "50", "20", "20"),
        ("产出指标", "50", "30", "27.5"),
        ("效益指标", "30", "30", "30"),
        ("效益指标", "30", "0", "0"),
        ("满意度指标", "10", "10", "10"),
    ]
    for number, (level1, level1_weight, weight, score) in enumerate(rows):
        prefix = f"indicators[{number}]"
        texts |= {f"{prefix}.level1": level1, f"{prefix}.level1_weight": level1_weight}
        texts |= {f"{prefix}.weight": weight, f"{prefix}.score": score}
    return Form(texts | {"total_weight": "100", "total_score": "95.89"})


@pytest.fixture
def form() -> Form:
    return sound_form()


@pytest.fixture(scope="session")
def definitions() -> Definitions:
    return load_definitions()


@pytest.fixture(scope="session")
def check(definitions: Definitions) -> Callable[[Form], dict[str, CheckOutcome]]:
    return lambda form: {outcome.id: outcome for outcome in run_checks(form.reading(), form.values(), definitions)}
