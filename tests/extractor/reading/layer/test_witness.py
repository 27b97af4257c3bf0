"""Text layers that lie: every way in which a map from glyphs to characters is broken, found and solved."""

import re
from functools import cache

import pymupdf
import pytest

from extractor.reading import LayerReader, ReadingSettings, engine_by_name
from extractor.reading.engines.contract import Recognised
from models.page import PdfPage

LINES = [
    "项目支出绩效自评表",
    "年度资金总额 149000000.00 元，执行率 89.65%",
    "产业转型升级资金（2023年度）预算数 3572.40",
    "一般公共服务支出 2013299 其他组织事务支出",
    "国家高新技术企业数量 618 家，得分 15",
    "社会保障和就业支出 2080505 机关养老保险缴费",
    "数量指标 质量指标 时效指标 成本指标 效益指标",
    "本年收入合计 9628.22 万元，年初结转和结余 55.34",
]


class Counted:
    """The engine, and how many lines it was shown."""

    def __init__(self, engine):
        self.engine, self.name, self.version, self.asked = engine, engine.name, engine.version, 0

    def detect(self, _pixels):
        raise AssertionError("a text layer is not searched for lines")

    def recognise(self, crops):
        self.asked += len(crops)
        return self.engine.recognise(crops)


class Blind(Counted):
    def recognise(self, crops):
        self.asked += len(crops)
        return tuple(Recognised() for _ in crops)


@pytest.fixture(scope="module")
def rapid():
    return engine_by_name("rapidocr", ReadingSettings(threads=1))


@pytest.fixture
def engine(rapid):
    return Counted(rapid)


def honest(pages=1, fonts=1):
    """A PDF of these lines on each page, in as many fonts, the first lines in the first."""
    return pymupdf.open(stream=made(pages, fonts))


@cache
def made(pages, fonts):
    document = pymupdf.open()
    for _ in range(pages):
        page = document.new_page(width=400, height=260)
        for number in range(fonts):
            page.insert_font(fontname=f"F{number}", fontbuffer=pymupdf.Font("china-s").buffer + b"\0" * number)
        for i, line in enumerate(LINES):
            page.insert_text((30, 40 + 26 * i), line, fontname=f"F{i * fonts // len(LINES)}", fontsize=11)
    document.subset_fonts()
    return document.tobytes()


def said_by(document):
    """The map of the document's first font, from codes to characters, and its object."""
    font = document[0].get_fonts()[0][0]
    map_xref = int(document.xref_get_key(font, "ToUnicode")[1].split()[0])
    source = document.xref_stream(map_xref).decode("latin-1")
    said = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", source, re.DOTALL):
        said |= {int(code, 16): int(char, 16) for code, char in re.findall(r"<(\w+)>\s*<(\w+)>", block)}
    for block in re.findall(r"beginbfrange(.*?)endbfrange", source, re.DOTALL):
        for first, last, char in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            said |= {code: int(char, 16) + code - int(first, 16) for code in range(int(first, 16), int(last, 16) + 1)}
    return said, map_xref


def lie(document, change):
    """The document with its font's map changed: ``change`` takes and gives (code, character) pairs."""
    said, xref = said_by(document)
    used = {ord(char) for char in "".join(LINES)}
    pairs = change([(code, char) for code, char in sorted(said.items()) if char in used])
    rows = "\n".join(f"<{code:04x}> <{char:04x}>" for code, char in pairs)
    head = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange"
    document.update_stream(xref, f"{head}\n{len(pairs)} beginbfchar\n{rows}\nendbfchar endcmap end".encode())
    return pymupdf.open(stream=document.tobytes())


def spaces_kept(change):
    def changed(pairs):
        printed = [(code, char) for code, char in pairs if not chr(char).isspace()]
        return [pair for pair in pairs if pair not in printed] + change(printed)

    return changed


def is_han(char):
    return 0x4E00 <= char <= 0x9FFF


def digits_shifted(pairs):
    return [(code, 0x30 + (char - 0x30 + 3) % 10 if 0x30 <= char <= 0x39 else char) for code, char in pairs]


def two_digits_swapped(pairs):
    return [(code, {0x33: 0x38, 0x38: 0x33}.get(char, char)) for code, char in pairs]


def codes_shifted(pairs):
    chars = [char for _, char in pairs]
    return [(code, chars[i - 2]) for i, (code, _) in enumerate(pairs)]


LIES = {
    "plausible wrong characters": lambda pairs: [(code, char + 7 * is_han(char)) for code, char in pairs],
    "codes shifted": codes_shifted,
    "private use": lambda pairs: [(code, 0xE000 + i) for i, (code, _) in enumerate(pairs)],
    "one character for all": lambda pairs: [(code, ord("国")) for code, _ in pairs],
    "numbered from ! upward": lambda pairs: [(code, 33 + i % 90) for i, (code, _) in enumerate(pairs)],
    "digits shifted": digits_shifted,
    "two digits swapped": two_digits_swapped,
}


def read(document, engine):
    reader = LayerReader(engine)
    return [reader.read(PdfPage(page.number + 1, page.rect.width, page.rect.height, page)) for page in document.pages()]


def text(layer):
    """Dashes, full and half width aside: one picture stands for both."""
    folded = "".join(line.text for line in sorted(layer.lines, key=lambda line: (round(line.box.y0), line.box.x0)))
    return folded.replace(" ", "").translate(str.maketrans("，（）：", ",():"))


EXPECTED = "".join(LINES).replace(" ", "").translate(str.maketrans("，（）：", ",():"))


def test_an_honest_layer_is_believed_unread(engine):
    (layer,) = read(honest(), engine)
    assert (layer.trusted, layer.garbled, layer.mended) == (True, False, 0)
    assert (text(layer), engine.asked) == (EXPECTED, 0)


@pytest.mark.parametrize("change", LIES.values(), ids=LIES)
def test_a_broken_map_is_found_and_solved(engine, change):
    (layer,) = read(lie(honest(), spaces_kept(change)), engine)
    assert layer.trusted
    assert layer.garbled
    assert layer.mended > 0
    assert text(layer) == EXPECTED
    assert "put right" in layer.reasons[-1]


def test_solved_glyphs_keep_their_exact_boxes(engine):
    (good,) = read(honest(), engine)
    (mended,) = read(lie(honest(), spaces_kept(codes_shifted)), engine)
    assert {line.box for line in mended.lines} == {line.box for line in good.lines}


@pytest.mark.parametrize("change", LIES.values(), ids=LIES)
def test_a_broken_map_that_nobody_can_read_is_not_believed(rapid, change):
    (layer,) = read(lie(honest(), spaces_kept(change)), Blind(rapid))
    assert (layer.trusted, layer.garbled) == (False, True)


def test_a_font_is_looked_at_once_in_a_document(engine):
    document = lie(honest(pages=3), spaces_kept(codes_shifted))
    reader = LayerReader(engine)
    first, *others = [
        (reader.read(PdfPage(page.number + 1, page.rect.width, page.rect.height, page)), engine.asked)
        for page in document.pages()
    ]
    assert [text(layer) for layer, _ in (first, *others)] == [EXPECTED] * 3
    assert {asked for _, asked in others} == {first[1]}


def test_small_print_is_looked_at_closely_before_anyone_is_asked(engine):
    """At 5.5 points ten of these characters lose strokes in the first, coarse look."""
    page = pymupdf.open().new_page(width=600, height=400)
    page.insert_font(fontname="F0", fontbuffer=pymupdf.Font("china-s").buffer)
    for row, high in enumerate(range(0xB0, 0xD0, 2)):
        line = "".join(bytes([high, low]).decode("gb2312") for low in range(0xA1, 0xFE, 2))
        page.insert_text((20, 30 + 12 * row), line, fontname="F0", fontsize=5.5)
    (layer,) = read(page.parent, engine)
    assert (layer.trusted, layer.garbled, engine.asked) == (True, False, 0)


def test_only_the_font_that_lies_is_put_right(engine):
    document = honest(fonts=2)
    assert len(document[0].get_fonts()) == 2
    (layer,) = read(lie(document, spaces_kept(codes_shifted)), engine)
    assert text(layer) == EXPECTED
    assert 0 < layer.mended < len(EXPECTED) * 0.7


@pytest.mark.parametrize(("wrong", "garbled"), [(0, False), (5, True)])
def test_a_layer_over_a_scan_is_compared_with_the_scan(engine, wrong, garbled):
    """Every so manieth character of the layer is wrong; the page is read from its pixels either way."""
    scan = honest()[0].get_pixmap(dpi=150)
    document = pymupdf.open()
    page = document.new_page(width=400, height=260)
    page.insert_image(page.rect, pixmap=scan)
    page.insert_font(fontname="F0", fontbuffer=pymupdf.Font("china-s").buffer)
    for i, line in enumerate(LINES):
        said = "".join("某" if wrong and j % wrong == 0 else char for j, char in enumerate(line))
        page.insert_text((30, 40 + 26 * i), said, fontname="F0", fontsize=11, render_mode=3)
    (layer,) = read(document, engine)
    assert (layer.trusted, layer.garbled) == (False, garbled)
