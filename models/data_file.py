"""The text of a YAML data file as the model that says what may stand in it."""

from __future__ import annotations

from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from models.errors import DataError

Content = TypeVar("Content", bound=BaseModel)


def parsed(name: str, text: str, model: type[Content], shape: str) -> Content:
    """The content of the file ``name``. ``shape`` says what such a file is: ``a catalogue is a mapping with …``.

    Raises DataError that names the file and the first key at fault.
    """
    return validated(name, mapping_in(name, text, shape), model)


def mapping_in(name: str, text: str, shape: str) -> dict[str, object]:
    """The mapping that a YAML file holds. Raises DataError as :func:`parsed` does."""
    try:
        content = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise DataError(f"{name}: not valid YAML: {error}") from error
    if not isinstance(content, dict):
        raise DataError(f"{name}: {shape}")
    return content


def validated(name: str, content: dict[str, object], model: type[Content]) -> Content:
    """The mapping as the model that says what may stand in it. Raises DataError as :func:`parsed` does."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise DataError(f"{name}: {key}: {first['msg']}") from error
