"""Model directories for PaddleOCR, made from the PP-OCRv6 files that the rapidocr package holds."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import onnxruntime
import yaml

from models.errors import EngineError

CONFIG = "inference.yml"
MODEL = "inference.onnx"


def write_detection_model(source: Path, directory: Path) -> Path:
    """A directory that PaddleOCR takes as the text detection model PP-OCRv6_small_det."""
    operations: list[dict[str, Any]] = [
        {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}},
        {"DetResizeForTest": {"resize_long": 960}},
        {"NormalizeImage": {"mean": [0.5] * 3, "std": [0.5] * 3, "scale": "1./255.", "order": "hwc"}},
        {"ToCHWImage": None},
        {"KeepKeys": {"keep_keys": ["image", "shape"]}},
    ]
    # thresholds of the PP-OCRv6 release
    found = {"name": "DBPostProcess", "thresh": 0.3, "box_thresh": 0.5, "max_candidates": 1000, "unclip_ratio": 1.6}
    return _write(source, directory, "PP-OCRv6_small_det", operations, found)


def write_recognition_model(source: Path, directory: Path) -> Path:
    """A directory that PaddleOCR takes as the text recognition model PP-OCRv6_small_rec."""
    session = onnxruntime.InferenceSession(str(source), providers=["CPUExecutionProvider"])
    charset = session.get_modelmeta().custom_metadata_map["character"].splitlines()
    operations: list[dict[str, Any]] = [
        {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}},
        {"RecResizeImg": {"image_shape": [3, 48, 320]}},
        {"KeepKeys": {"keep_keys": ["image"]}},
    ]
    found = {"name": "CTCLabelDecode", "character_dict": charset}
    return _write(source, directory, "PP-OCRv6_small_rec", operations, found)


def read_config(directory: Path) -> dict[str, Any]:
    """A model directory's ``inference.yml``. EngineError where there is none or it names no model."""
    try:
        config = yaml.safe_load((directory / CONFIG).read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise EngineError(f"paddleocr: {directory} is no model directory: {error}") from error
    if not isinstance(config, dict) or "model_name" not in config.get("Global", {}):
        raise EngineError(f"paddleocr: {directory / CONFIG} names no model; export the model again with PaddleOCR 3")
    return config


def _write(source: Path, directory: Path, name: str, operations: list[dict[str, Any]], found: dict[str, Any]) -> Path:
    directory.mkdir()
    config = {"Global": {"model_name": name}, "PreProcess": {"transform_ops": operations}, "PostProcess": found}
    (directory / CONFIG).write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
    try:
        (directory / MODEL).symlink_to(source)
    except OSError:  # a file system or an account without symbolic links
        shutil.copyfile(source, directory / MODEL)
    return directory
