"""Where text comes from: the text layer and whether to trust it, OCR engines behind one contract, text dumps."""

from extractor.reading.dumps.blocks import restore_dump
from extractor.reading.dumps.zones import find_zones
from extractor.reading.engines.contract import OcrEngine, Recognised, RecognisedCharacter
from extractor.reading.engines.named import ENGINE_NAMES, engine_by_name
from extractor.reading.layer.asides import Aside
from extractor.reading.layer.lines import split_at_rules
from extractor.reading.layer.text_layer import LayerReader, TextLayer
from extractor.reading.raster.asterisks import with_asterisks
from extractor.reading.raster.line_ends import with_clean_ends
from extractor.reading.raster.page import bared, read_raster, reread
from extractor.reading.raster.signs_alike import with_signs_alike
from extractor.reading.raster.two_readings import surer_of
from extractor.reading.rehearsal import rehearse_characters, rehearse_models
from extractor.reading.second_look.known_labels import as_labels
from extractor.reading.second_look.known_pairs import as_known_pairs
from extractor.reading.second_look.lone_zeros import with_lone_zeros
from extractor.reading.second_look.number_marks import with_number_marks
from extractor.reading.second_look.percent_signs import with_percent_signs
from extractor.reading.second_look.phrases import as_elsewhere
from extractor.reading.second_look.script import in_one_script
from extractor.reading.settings import ReadingSettings

__all__ = [
    "ENGINE_NAMES",
    "Aside",
    "LayerReader",
    "OcrEngine",
    "ReadingSettings",
    "Recognised",
    "RecognisedCharacter",
    "TextLayer",
    "as_elsewhere",
    "as_known_pairs",
    "as_labels",
    "bared",
    "engine_by_name",
    "find_zones",
    "in_one_script",
    "read_raster",
    "rehearse_characters",
    "rehearse_models",
    "reread",
    "restore_dump",
    "split_at_rules",
    "surer_of",
    "with_asterisks",
    "with_clean_ends",
    "with_lone_zeros",
    "with_number_marks",
    "with_percent_signs",
    "with_signs_alike",
]
