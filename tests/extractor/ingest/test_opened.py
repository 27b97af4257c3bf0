"""Inputs are recognised by their content, and refused with the file's name and a remedy."""

from __future__ import annotations

import io
import zlib

import numpy as np
import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from extractor.ingest import Limits, open_input
from models.errors import (
    DamagedInput,
    EmptyInput,
    EncryptedInput,
    InputError,
    LimitExceeded,
    PageError,
    UnsupportedInput,
)
from models.page import DumpPage, PdfPage, PicturePage


def pdf_of(n_pages: int = 1, **save: object) -> bytes:
    document = pymupdf.open()
    for number in range(n_pages):
        document.new_page(width=595, height=842).insert_text((72, 72), f"page {number + 1}")
    return document.tobytes(**save)


def noise(height: int = 120, width: int = 160) -> Image.Image:
    return Image.fromarray(np.random.default_rng(1).integers(0, 255, (height, width, 3), dtype=np.uint8))


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def test_a_pdf_is_recognised_whatever_its_name_is():
    with open_input(pdf_of(3), "scan.jpg") as opened:
        assert opened.media_type == "application/pdf"
        assert opened.page_count == 3
        assert opened.notes == ()
        pages = list(opened.pages())
        assert [page.number for page in pages] == [1, 2, 3]
        assert all(isinstance(page, PdfPage) and (page.width, page.height) == (595, 842) for page in pages)


def test_a_turned_pdf_page_has_the_size_that_a_viewer_shows():
    document = pymupdf.open()
    document.new_page(width=595, height=842).set_rotation(90)
    with open_input(document.tobytes(), "a.pdf") as opened:
        page = opened.page(1)
        assert (page.width, page.height) == (842, 595)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_picture_gives_one_page_with_its_pixels(kind):
    with open_input(saved(noise(), kind), "a") as opened:
        (page,) = opened.pages()
        assert isinstance(page, PicturePage)
        assert (page.width, page.height, page.dpi) == (160, 120, None)
        assert page.load().shape == (120, 160, 3)


@pytest.mark.parametrize(("kind", "tag"), [("JPEG", "exif"), ("PNG", "exif"), ("TIFF", "tiffinfo")])
def test_exif_orientation_is_applied_to_size_and_pixels(kind, tag):
    picture = Image.new("RGB", (160, 120), "white")
    picture.paste("black", (0, 0, 40, 40))
    exif = Image.Exif()
    exif[274] = 6  # shown after a quarter turn clockwise
    data = saved(picture, kind, **{tag: exif if tag == "exif" else {274: 6}})
    with open_input(data, "photo") as opened:
        page = opened.page(1)
        pixels = page.load()
    assert (page.width, page.height) == (120, 160)
    assert pixels.shape == (160, 120, 3)
    assert pixels[20, 100].max() < 60, "the dark corner is now at the top right"
    assert pixels[20, 20].min() > 200


def test_a_tiff_of_many_pages_gives_each_with_its_own_size():
    data = saved(noise(), "TIFF", save_all=True, append_images=[Image.new("1", (50, 60), 1), Image.new("L", (70, 20))])
    with open_input(data, "fax.tif") as opened:
        assert opened.page_count == 3
        shapes = [page.load().shape for page in opened.pages()]
    assert shapes == [(120, 160, 3), (60, 50, 3), (20, 70, 3)]


def test_transparency_lies_on_white_and_deep_samples_are_scaled():
    clear = Image.new("RGBA", (30, 30), (0, 0, 0, 0))
    deep = Image.fromarray(np.full((30, 30), 40 * 257, dtype=np.uint16))
    for image, level in ((clear, 255), (deep, 40)):
        with open_input(saved(image, "PNG"), "a.png") as opened:
            assert np.unique(opened.page(1).load()).tolist() == [level]


@pytest.mark.parametrize(("dpi", "believed"), [((200, 200), 200), ((72, 72), None), ((300, 150), None)])
def test_resolution_is_believed_only_where_it_can_be_a_scanner_s(dpi, believed):
    with open_input(saved(noise(), "JPEG", dpi=dpi), "a.jpg") as opened:
        assert opened.page(1).dpi == believed


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_a_dump_is_decoded_and_parted_at_form_feeds(encoding):
    data = "年度资金总额 10\r\n合计\n\f得分\n\f".encode(encoding)
    with open_input(data, "dump.TXT") as opened:
        assert opened.media_type == "text/plain"
        assert list(opened.pages()) == [DumpPage(1, ("年度资金总额 10", "合计")), DumpPage(2, ("得分",))]


def test_a_dump_cut_within_its_last_character_loses_only_that():
    with open_input("合计".encode()[:-1], "dump.txt") as opened:
        assert opened.page(1).lines == ("合",)


@given(
    st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"]), min_size=1).filter(
        lambda text: text.removeprefix("\ufeff").strip()
    )
)
def test_a_dump_s_lines_are_those_that_were_written(text):
    with open_input(text.encode(), "dump.txt") as opened:
        assert "\n".join(opened.page(1).lines) == text.removeprefix("\ufeff")


def test_a_dump_may_start_with_letters_that_also_start_a_picture():
    with open_input(b"BM 10\n", "dump.txt") as opened:
        assert opened.page(1).lines == ("BM 10",)


REFUSED = {
    "empty": (b"", EmptyInput, "empty"),
    "blank.txt": (b" \n\n", EmptyInput, "blanks"),
    "binary.txt": (b"\1\2\3\4" * 100, UnsupportedInput, "no text"),
    "bytes.txt": (b"\xff\xff\xff ab \xfe\xfe", DamagedInput, "UTF-8"),
    "report.docx": (b"PK\x03\x04" + b"word/document.xml", UnsupportedInput, "Word"),
    "files.zip": (b"PK\x03\x04" + b"scan.pdf", UnsupportedInput, "unpack"),
    "page.html": (b"<!DOCTYPE html><html></html>", UnsupportedInput, "print it to PDF"),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", UnsupportedInput, "save it as PDF"),
    "a.gif": (b"GIF89a", UnsupportedInput, "PNG"),
    "notes.md": ("年度资金总额".encode(), UnsupportedInput, ".txt"),
    "header.pdf": (b"%PDF-1.7\n", DamagedInput, "truncated"),
    "half.pdf": (pdf_of(2)[:400], DamagedInput, "truncated"),
    "garbage.pdf": (b"%PDF-1.7\n" + bytes(range(256)) * 20, DamagedInput, "truncated"),
    "none.pdf": (pdf_of(1).replace(b"/Count 1", b"/Count 0"), EmptyInput, "no pages"),
    "half.png": (saved(noise(), "PNG")[:3000], DamagedInput, "truncated"),
    "half.jpg": (saved(noise(), "JPEG")[:3000], DamagedInput, "truncated"),
    "half.tif": (saved(noise(), "TIFF")[:3000], DamagedInput, "truncated"),
    "long.png": (saved(Image.new("1", (40_000, 10)), "PNG"), LimitExceeded, "40000 x 10"),
    "huge.png": (saved(Image.new("1", (12_000, 9_000)), "PNG"), LimitExceeded, "12000 x 9000"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_name_and_remedy(name):
    data, error, words = REFUSED[name]
    with pytest.raises(error, match=words) as caught:
        open_input(data, name)
    assert str(caught.value).startswith(f"{name}: ")


def test_a_bomb_of_pixels_is_refused_before_it_is_decoded():
    # A PNG header that promises 100 000 x 100 000 pixels, and no data behind it.
    header = b"IHDR" + (100_000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
    data = b"\x89PNG\r\n\x1a\n" + (13).to_bytes(4, "big") + header + zlib.crc32(header).to_bytes(4, "big")
    data += (0).to_bytes(4, "big") + b"IDAT" + zlib.crc32(b"IDAT").to_bytes(4, "big")
    with pytest.raises(LimitExceeded, match=r"bomb\.png"):
        open_input(data, "bomb.png")


def encrypted(user_password: str) -> bytes:
    return pdf_of(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw=user_password, owner_pw="owner")


def test_a_password_is_asked_for_and_an_empty_one_opens():
    with pytest.raises(EncryptedInput, match=r"secret\.pdf: .*password"):
        open_input(encrypted("secret"), "secret.pdf")
    with open_input(encrypted(""), "open.pdf") as opened:
        assert opened.page_count == 1


def test_limits_are_those_that_were_given():
    with pytest.raises(LimitExceeded, match="3 pages, more than 2"):
        open_input(pdf_of(3), "a.pdf", Limits(max_pages=2))
    with pytest.raises(LimitExceeded, match="bytes, more than 10"):
        open_input(pdf_of(), "a.pdf", Limits(max_bytes=10))
    with pytest.raises(LimitExceeded, match="2 pages, more than 1"):
        open_input(b"a\fb", "a.txt", Limits(max_pages=1))


def giant_page(document: pymupdf.Document) -> None:
    document.new_page(width=40_000, height=100)


def giant_picture(document: pymupdf.Document) -> None:
    page = document.new_page()
    page.insert_image(page.rect, stream=saved(Image.new("1", (40_000, 10)), "PNG"))


@pytest.mark.parametrize("spoil", [giant_page, giant_picture])
def test_a_giant_page_fails_alone_and_the_others_go_on(spoil):
    document = pymupdf.open()
    spoil(document)
    with pytest.raises(LimitExceeded, match="40000 x"):
        open_input(document.tobytes(), "all.pdf")
    document.new_page()
    with open_input(document.tobytes(), "some.pdf") as opened:
        pages = opened.pages()
        with pytest.raises(PageError, match=r"page 1: loading failed: .*40000 x"):
            next(pages)
        assert next(pages).number == 2


def test_a_mended_pdf_says_that_it_was_mended(capfd):
    data = pdf_of(2)
    with open_input(data[: data.rindex(b"xref")], "cut.pdf") as opened:
        assert opened.page_count == 2
        assert "repaired" in opened.notes[0]
    assert capfd.readouterr() == ("", ""), "standard output belongs to the result"


@given(st.binary(max_size=300), st.sampled_from(["", "%PDF-1.7\n", "\x89PNG\r\n\x1a\n", "\xff\xd8\xff", "II*\0"]))
def test_arbitrary_bytes_raise_nothing_but_input_errors(data, magic):
    try:
        with open_input(magic.encode("latin-1") + data, "fuzz.bin") as opened:
            for page in opened.pages():
                if isinstance(page, PicturePage):
                    page.load()
    except (InputError, PageError):
        pass


def test_a_dump_of_more_than_a_thousand_pages_hold_is_refused_before_it_is_read() -> None:
    limits = Limits(max_dump_chars=100, max_dump_lines=10)
    with open_input(b"1\n" * 9, "short.txt", limits) as opened:
        assert opened.page_count == 1
    for data in (b"1" * 101, b"1\n" * 11):
        with pytest.raises(LimitExceeded, match="split the file"):
            open_input(data, "long.txt", limits)


def test_what_the_pdf_engine_raises_of_its_own_is_damage_of_the_file() -> None:
    around = b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [2 0 R] /Count 1 >>\n"
    with pytest.raises(DamagedInput, match=r"around\.pdf"):
        open_input(b"%PDF-1.7\n" + around + b"endobj\ntrailer\n<< /Root 1 0 R >>\n", "around.pdf", Limits())


def test_a_picture_without_a_header_is_told_of_in_words_for_people() -> None:
    with pytest.raises(DamagedInput, match="header") as raised:
        open_input(b"\x89PNG\r\n\x1a\n", "magic.png", Limits())
    assert "BytesIO" not in str(raised.value)
