"""PDFs whose pages, streams, pictures and fonts are too much, or broken."""

from __future__ import annotations

import zlib
from random import Random

from tests.hostile.pdf_syntax import TEXT, deflated, one_page, pdf, picture_page, stream

SIZED = b"/Width 1000 /Height 1400 /BitsPerComponent 8 /ColorSpace /DeviceGray "


def huge_page(_: Random) -> bytes:
    return pdf(one_page(page=b"/MediaBox [0 0 20000000 20000000]"))


def endless_page(_: Random) -> bytes:
    return pdf(one_page(page=b"/MediaBox [-1e38 -1e38 1e38 1e38] /UserUnit 1e30"))


def page_of_nothing(_: Random) -> bytes:
    return pdf(one_page(page=b"/MediaBox [100 100 100 100]"))


def page_a_hair_wide(_: Random) -> bytes:
    return pdf(one_page(page=b"/MediaBox [0 0 0.001 14000]"))


def page_of_wrong_types(_: Random) -> bytes:
    return pdf(one_page(page=b"/MediaBox (wide) /Rotate [1 2] /Contents 17 /Annots /None /CropBox << >>"))


def turned_by_thirteen(_: Random) -> bytes:
    return pdf(one_page(page=b"/MediaBox [0 0 595 842] /Rotate 13"))


def content_bomb(_: Random) -> bytes:
    """300 MB of spaces, packed twice over into a few hundred bytes."""
    packer = zlib.compressobj(9)
    packed = b"".join([*(packer.compress(b" " * 2**20) for _ in range(300)), packer.flush()])
    twice = stream(zlib.compress(packed, 9), b"/Filter [/FlateDecode /FlateDecode]")
    return pdf(one_page(twice))


def stream_longer_than_the_file(_: Random) -> bytes:
    return pdf(one_page(stream(TEXT, length=2**31 - 1)))


def stream_shorter_than_nothing(_: Random) -> bytes:
    return pdf(one_page(stream(TEXT, length=-10)))


def a_hundred_filters(_: Random) -> bytes:
    return pdf(one_page(deflated(TEXT, 100)))


def filters_of_no_kind(random: Random) -> bytes:
    filters = b"/Filter [/LZWDecode /NoSuchDecode /RunLengthDecode /Crypt] /DecodeParms [null 5 (x)]"
    return pdf(one_page(stream(random.randbytes(5000), filters)))


def predictor_of_lies(_: Random) -> bytes:
    parms = b"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 2147483647 /Colors 32 /BitsPerComponent 16 >>"
    return pdf(one_page(stream(zlib.compress(TEXT), parms)))


def a_million_letters(random: Random) -> bytes:
    shown = b"BT /F1 4 Tf 1 0 0 1 10 10 Tm " + b"".join(
        b"1 0 0 1 %d %d Tm (%d) Tj " % (random.randrange(595), random.randrange(842), random.randrange(10))
        for _ in range(200_000)
    )
    return pdf(one_page(deflated(shown + b"ET")))


def a_million_lines(random: Random) -> bytes:
    shown = b"".join(b"%d %d m %d %d l S " % tuple(random.randrange(842) for _ in range(4)) for _ in range(200_000))
    return pdf(one_page(deflated(shown)))


def picture_of_a_trillion(_: Random) -> bytes:
    entries = b"/Width 1000000 /Height 1000000 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /FlateDecode"
    return picture_page(zlib.compress(bytes(1000)), entries)


def picture_with_too_little(_: Random) -> bytes:
    return picture_page(b"\x80" * 100, SIZED)


def picture_of_fewer_than_nothing(_: Random) -> bytes:
    return picture_page(b"\x80" * 100, b"/Width -5 /Height -7 /BitsPerComponent 99 /ColorSpace /DeviceGray")


def picture_masked_by_itself(_: Random) -> bytes:
    return picture_page(b"\x80" * 1_400_000, SIZED + b"/SMask 6 0 R /Mask 6 0 R")


def colours_of_themselves(_: Random) -> bytes:
    space = b"[/Indexed 7 0 R 2147483647 7 0 R]"
    shown = stream(b"q 595 0 0 842 0 0 cm /Im0 Do Q")
    entries = b"/Type /XObject /Subtype /Image /Width 50 /Height 50 /BitsPerComponent 8 /ColorSpace 7 0 R"
    more = {6: stream(bytes(2500), entries), 7: space}
    return pdf(one_page(shown, resources=b"/XObject << /Im0 6 0 R >>", more=more))


def jbig2_noise(random: Random) -> bytes:
    return picture_page(random.randbytes(3000), SIZED.replace(b"8 /C", b"1 /C") + b"/Filter /JBIG2Decode")


def jbig2_of_a_trillion(_: Random) -> bytes:
    """A page information segment of 2^31 pixels a side."""
    page = bytes.fromhex("00000000 30 00 01 00000013 7fffffff 7fffffff 00000000 00000000 00 0000")
    region = bytes.fromhex("00000001 26 00 01 00000012 7fffffff 7fffffff 00000000 00000000 00 00")
    return picture_page(page + region, SIZED.replace(b"8 /C", b"1 /C") + b"/Filter /JBIG2Decode")


def jpx_noise(random: Random) -> bytes:
    box = bytes.fromhex("0000000c6a5020200d0a870a")
    return picture_page(box + random.randbytes(3000), SIZED + b"/Filter /JPXDecode")


def jpx_of_a_trillion(_: Random) -> bytes:
    """A codestream whose size marker speaks of 2^31 pixels a side in tiles of one pixel."""
    size = bytes.fromhex("ff4f ff51 0029 0000 7fffffff 7fffffff 00000000 00000000 00000001 00000001 00000000 00000000")
    return picture_page(size + bytes.fromhex("0001 070101 ffd9"), SIZED + b"/Filter /JPXDecode")


def fax_noise(random: Random) -> bytes:
    fax = b"/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 1000 /Rows 2147483647 >>"
    return picture_page(random.randbytes(3000), SIZED.replace(b"8 /C", b"1 /C") + fax)


def jpeg_noise(random: Random) -> bytes:
    return picture_page(b"\xff\xd8\xff\xe0" + random.randbytes(3000), SIZED + b"/Filter /DCTDecode")


def picture_in_the_text(_: Random) -> bytes:
    return pdf(one_page(stream(b"BI /W 1000000 /H 1000000 /BPC 8 /CS /RGB ID \0\0\0 EI " + TEXT)))


def font_of_noise(random: Random) -> bytes:
    fonts = {
        5: b"<< /Type /Font /Subtype /TrueType /BaseFont /Noise /FontDescriptor 6 0 R /FirstChar 0 /LastChar 255 >>",
        6: b"<< /Type /FontDescriptor /FontName /Noise /Flags 4 /FontFile2 7 0 R >>",
        7: stream(b"\0\1\0\0\xff\xff" + random.randbytes(4000)),
    }
    return pdf(one_page(more=fonts))


def font_of_itself(_: Random) -> bytes:
    fonts = {
        5: b"<< /Type /Font /Subtype /Type0 /BaseFont /Round /Encoding 6 0 R"
        b" /DescendantFonts [5 0 R] /ToUnicode 6 0 R >>",
        6: stream(b"/Round usecmap 1 begincodespacerange <00> <ffffffff> endcodespacerange", b"/UseCMap 6 0 R"),
    }
    return pdf(one_page(more=fonts))


def font_that_draws_its_own_letters(_: Random) -> bytes:
    """A Type 3 font whose letter shows itself."""
    fonts = {
        5: b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /FirstChar 65 /LastChar 65"
        b" /Widths [1] /CharProcs << /a 6 0 R >> /Encoding << /Differences [65 /a] >>"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        6: stream(b"1 0 d0 BT /F1 1 Tf (AAAAAAAAAA) Tj ET"),
    }
    return pdf(one_page(more=fonts))


def letters_for_letters(_: Random) -> bytes:
    """A map of codes that says a million letters for each."""
    said = b"<" + b"4e00" * 120_000 + b">"
    cmap = b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <00> <ff> %b endbfrange" % said
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    return pdf(one_page(more={5: font, 6: stream(cmap)}))


KINDS = {
    "huge-page.pdf": huge_page,
    "endless-page.pdf": endless_page,
    "page-of-nothing.pdf": page_of_nothing,
    "page-a-hair-wide.pdf": page_a_hair_wide,
    "page-of-wrong-types.pdf": page_of_wrong_types,
    "turned-by-13.pdf": turned_by_thirteen,
    "content-bomb.pdf": content_bomb,
    "stream-longer-than-file.pdf": stream_longer_than_the_file,
    "stream-shorter-than-nothing.pdf": stream_shorter_than_nothing,
    "a-hundred-filters.pdf": a_hundred_filters,
    "filters-of-no-kind.pdf": filters_of_no_kind,
    "predictor-of-lies.pdf": predictor_of_lies,
    "a-million-letters.pdf": a_million_letters,
    "a-million-lines.pdf": a_million_lines,
    "picture-of-a-trillion.pdf": picture_of_a_trillion,
    "picture-with-too-little.pdf": picture_with_too_little,
    "picture-of-less-than-nothing.pdf": picture_of_fewer_than_nothing,
    "picture-masked-by-itself.pdf": picture_masked_by_itself,
    "colours-of-themselves.pdf": colours_of_themselves,
    "jbig2-noise.pdf": jbig2_noise,
    "jbig2-of-a-trillion.pdf": jbig2_of_a_trillion,
    "jpx-noise.pdf": jpx_noise,
    "jpx-of-a-trillion.pdf": jpx_of_a_trillion,
    "fax-noise.pdf": fax_noise,
    "jpeg-noise.pdf": jpeg_noise,
    "picture-in-the-text.pdf": picture_in_the_text,
    "font-of-noise.pdf": font_of_noise,
    "font-of-itself.pdf": font_of_itself,
    "font-draws-its-own-letters.pdf": font_that_draws_its_own_letters,
    "letters-for-letters.pdf": letters_for_letters,
}
