"""Text dumps of every bad sort, and files that are not what they are called."""

from __future__ import annotations

import codecs
import gzip
from random import Random

from tests.hostile.pdf_files import WHOLE

HEAD = "项目支出绩效自评表\n项目名称\t"


def no_bytes(_: Random) -> bytes:
    return b""


def blanks(_: Random) -> bytes:
    return b" \n\t\f" * 1000


def zero_bytes(_: Random) -> bytes:
    return bytes(100_000)


def controls(_: Random) -> bytes:
    return HEAD.encode() + bytes(range(1, 32)) * 500


def a_few_controls(_: Random) -> bytes:
    return (HEAD + "一\0二\x01三\x1b[2J四\x7f五\u202e六\ufffe七\n" + "金额\t12.5\n" * 100).encode()


def surrogates_alone(_: Random) -> bytes:
    return codecs.BOM_UTF16_LE + HEAD.encode("utf-16-le") + b"\x00\xd8\x00\xdc\x00\xd8" * 100


def cut_encoding(_: Random) -> bytes:
    return HEAD.encode("utf-16")[:-1]


def two_encodings(_: Random) -> bytes:
    return (HEAD.encode() + HEAD.encode("gb18030") + HEAD.encode("utf-16-le")) * 20


def seven_bit_noise(random: Random) -> bytes:
    return random.randbytes(50_000)


def one_giant_line(_: Random) -> bytes:
    return (HEAD + "万" * 2_000_000).encode()


def one_giant_number(_: Random) -> bytes:
    return (HEAD + "1" * 500_000 + "." + "9" * 500_000 + "\n预算数\t" + "1e999999999\n").encode()


def a_million_lines(_: Random) -> bytes:
    return b"1\n" * 1_000_000


def a_million_tabs(_: Random) -> bytes:
    return (HEAD + "\t" * 1_000_000 + "\n").encode()


def wide_and_long(_: Random) -> bytes:
    """A table of a thousand columns and a thousand rows."""
    return (("12.5\t" * 1000 + "\n") * 1000).encode()


def pages_without_end(_: Random) -> bytes:
    return b"1\n\f" * 100_000


def brackets(_: Random) -> bytes:
    return (HEAD + "（" * 20_000 + "）" * 20_000 + "\n" + "((((-" * 5_000 + "\n").encode()


def marks_over_marks(_: Random) -> bytes:
    return (HEAD + "数" + "\u0301\u20dd" * 200_000 + "\n").encode()


def label_over_and_over(_: Random) -> bytes:
    return ("项目名称\n预算数\n执行数\n得分\n" * 5_000).encode()


def pdf_called_text(_: Random) -> bytes:
    return WHOLE


def text_called_pdf(_: Random) -> bytes:
    return HEAD.encode()


def page_called_pdf(_: Random) -> bytes:
    return b"<!DOCTYPE html><html><body>no</body></html>"


def entities_called_text(_: Random) -> bytes:
    """The XML of a billion laughs."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{levels}]><x>&l9;</x>'.encode()


def gzip_called_pdf(_: Random) -> bytes:
    return gzip.compress(bytes(50_000_000), mtime=0)


def program_called_picture(_: Random) -> bytes:
    return b"\x7fELF" + bytes(5000)


def picture_called_pdf(_: Random) -> bytes:
    return b"GIF89a" + b"\xff" * 500


KINDS = {
    "no-bytes.pdf": no_bytes,
    "no-bytes.txt": no_bytes,
    "blanks.txt": blanks,
    "zero-bytes.txt": zero_bytes,
    "zero-bytes.pdf": zero_bytes,
    "controls.txt": controls,
    "a-few-controls.txt": a_few_controls,
    "surrogates.txt": surrogates_alone,
    "cut-encoding.txt": cut_encoding,
    "two-encodings.txt": two_encodings,
    "noise.txt": seven_bit_noise,
    "giant-line.txt": one_giant_line,
    "giant-number.txt": one_giant_number,
    "a-million-lines.txt": a_million_lines,
    "a-million-tabs.txt": a_million_tabs,
    "wide-and-long.txt": wide_and_long,
    "pages-without-end.txt": pages_without_end,
    "brackets.txt": brackets,
    "marks-over-marks.txt": marks_over_marks,
    "label-over-and-over.txt": label_over_and_over,
    "pdf-called-text.txt": pdf_called_text,
    "text-called-pdf.pdf": text_called_pdf,
    "html-called-pdf.pdf": page_called_pdf,
    "laughs.txt": entities_called_text,
    "gzip-called-pdf.pdf": gzip_called_pdf,
    "program.png": program_called_picture,
    "gif-called-pdf.pdf": picture_called_pdf,
}
