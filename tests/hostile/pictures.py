"""PNG, JPEG and TIFF files that are too much, broken, or run in circles."""

from __future__ import annotations

import io
import struct
import zlib
from random import Random

import numpy as np
from PIL import Image

A4_AT_150 = (1240, 1754)


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def _noise(random: Random) -> Image.Image:
    width, height = 400, 300
    return Image.frombytes("RGB", (width, height), random.randbytes(3 * width * height))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(width: int, height: int, *chunks: bytes, depth: int = 8, colour: int = 0) -> bytes:
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + _chunk(b"IEND", b"")


def png_of_a_trillion(_: Random) -> bytes:
    return _png(2**31 - 1, 2**31 - 1, _chunk(b"IDAT", zlib.compress(bytes(1000))))


def png_just_within(_: Random) -> bytes:
    """79 million pixels that pack to 80 kB."""
    return _saved(Image.new("L", (8900, 8900), 255), "PNG")


def png_of_no_pixels(_: Random) -> bytes:
    return _png(0, 0, _chunk(b"IDAT", zlib.compress(b"")))


def png_with_a_wrong_sum(_: Random) -> bytes:
    whole = bytearray(_saved(Image.new("L", A4_AT_150, 255), "PNG"))
    whole[30] ^= 0xFF
    return bytes(whole)


def png_with_too_little(_: Random) -> bytes:
    return _png(*A4_AT_150, _chunk(b"IDAT", zlib.compress(bytes(1000))))


def png_with_a_bomb_of_words(_: Random) -> bytes:
    """A compressed text chunk of 300 MB."""
    packer = zlib.compressobj(9)
    packed = b"".join([*(packer.compress(bytes(2**20)) for _ in range(300)), packer.flush()])
    picture = _chunk(b"IDAT", zlib.compress(bytes(101 * 100)))
    return _png(100, 100, _chunk(b"zTXt", b"Comment\0\0" + packed), _chunk(b"iCCP", b"x\0\0" + packed), picture)


def png_chunk_of_gigabytes(_: Random) -> bytes:
    return _png(100, 100) + struct.pack(">I", 2**31 - 1) + b"IDAT"


def png_cut(random: Random) -> bytes:
    whole = _saved(_noise(random), "PNG")
    return whole[: len(whole) // 2]


def png_of_nowhere(_: Random) -> bytes:
    return b"\x89PNG\r\n\x1a\n"


def png_palette_without_colours(_: Random) -> bytes:
    return _png(300, 300, _chunk(b"IDAT", zlib.compress(b"\xff" * 301 * 300)), colour=3)


def png_one_pixel(_: Random) -> bytes:
    return _saved(Image.new("1", (1, 1)), "PNG")


def png_one_line(_: Random) -> bytes:
    return _saved(Image.new("L", (19_999, 1), 0), "PNG")


def png_of_noise(random: Random) -> bytes:
    """Nothing but dots: many boxes for whoever looks for text."""
    return _saved(_noise(random), "PNG")


def png_of_strokes(_: Random) -> bytes:
    """A chessboard of small squares, each of which might be a cell."""
    rows, columns = np.indices((1754, 1240)) // 8 % 2
    return _saved(Image.fromarray(((rows ^ columns) * 255).astype(np.uint8)), "PNG")


def jpeg_of_four_billion(random: Random) -> bytes:
    whole = bytearray(_saved(_noise(random), "JPEG"))
    place = whole.index(b"\xff\xc0")
    whole[place + 5 : place + 9] = b"\xff\xff\xff\xff"
    return bytes(whole)


def jpeg_cut(random: Random) -> bytes:
    whole = _saved(_noise(random), "JPEG")
    return whole[: len(whole) // 3]


def jpeg_of_noise(random: Random) -> bytes:
    return b"\xff\xd8\xff\xe0" + random.randbytes(20_000)


def jpeg_of_many_scans(random: Random) -> bytes:
    """A progressive picture whose last scan is said again two thousand times over."""
    whole = _saved(_noise(random), "JPEG", progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:last] + whole[last:-2] * 2000 + b"\xff\xd9"


def jpeg_with_an_endless_turn(random: Random) -> bytes:
    """EXIF of a directory that points to itself, with a turn that no picture has."""
    entry = struct.pack("<HHII", 0x0112, 3, 1, 77)
    exif = b"Exif\0\0II*\0" + struct.pack("<IH", 8, 1) + entry + struct.pack("<I", 8)
    return _saved(_noise(random), "JPEG", exif=exif)


def _tiff(directories: list[tuple[list[tuple[int, int, int, int]], int]]) -> bytes:
    """Directories of (tag, type, count, value), each with the place of the next one, 0 for none."""
    out = bytearray(b"II*\0" + struct.pack("<I", 8))
    for entries, following in directories:
        out += struct.pack("<H", len(entries))
        out += b"".join(struct.pack("<HHII", *entry) for entry in entries)
        out += struct.pack("<I", following)
    return bytes(out)


def _grey(width: int, height: int, *more: tuple[int, int, int, int]) -> list[tuple[int, int, int, int]]:
    """A grey picture whose strip is the file's first bytes."""
    said = [(256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1)]
    return sorted([*said, (273, 4, 1, 0), (278, 4, 1, height), (279, 4, 1, min(width * height, 2**32 - 1)), *more])


def tiff_in_a_circle(_: Random) -> bytes:
    return _tiff([(_grey(4, 4), 8)])


def tiff_of_two_in_a_circle(_: Random) -> bytes:
    size = 2 + 12 * len(_grey(4, 4)) + 4
    return _tiff([(_grey(4, 4), 8 + size), (_grey(4, 4), 8)])


def tiff_of_a_million(_: Random) -> bytes:
    """A million directories of one tag each."""
    return _tiff([([(256, 4, 1, 4)], 8 + 18 * number) for number in range(1, 1_000_000)])


def tiff_of_many_pages(_: Random) -> bytes:
    size = 2 + 12 * len(_grey(4, 4)) + 4
    return _tiff([(_grey(4, 4), 8 + size * number) for number in range(1, 1500)])


def tiff_of_a_trillion(_: Random) -> bytes:
    return _tiff([(_grey(2**31 - 1, 2**31 - 1), 0)])


def tiff_of_endless_tags(_: Random) -> bytes:
    return _tiff([(_grey(4, 4, (320, 3, 2**32 - 1, 8), (34675, 7, 2**32 - 1, 8)), 0)])


def tiff_of_wrong_types(_: Random) -> bytes:
    return _tiff([([(tag, 2, 9, 8) for tag in (256, 257, 258, 259, 262, 273, 277, 278, 279)], 0)])


def tiff_of_a_strange_packing(_: Random) -> bytes:
    packed = [entry if entry[0] != 259 else (259, 3, 1, 34712) for entry in _grey(40, 40)]
    return _tiff([(packed, 0)])


def tiff_bomb(_: Random) -> bytes:
    """Twelve frames of one strip, each of 75 million white pixels."""
    frame = Image.new("1", (8600, 8600), 1)
    one = _saved(frame, "TIFF", compression="group4")
    start = struct.unpack_from("<I", one, 4)[0]
    directory = one[start : start + 2 + 12 * struct.unpack_from("<H", one, start)[0]]
    out, size = bytearray(one), len(directory) + 4
    struct.pack_into("<I", out, 4, len(one))
    for number in range(1, 13):
        out += directory + struct.pack("<I", len(one) + size * number if number < 12 else 0)
    return bytes(out)


def tiff_cut(random: Random) -> bytes:
    whole = _saved(_noise(random), "TIFF", compression="tiff_lzw")
    return whole[: len(whole) // 2]


def tiff_of_noise(random: Random) -> bytes:
    return b"MM\0*" + random.randbytes(20_000)


KINDS = {
    "a-trillion.png": png_of_a_trillion,
    "just-within.png": png_just_within,
    "no-pixels.png": png_of_no_pixels,
    "wrong-sum.png": png_with_a_wrong_sum,
    "too-little.png": png_with_too_little,
    "bomb-of-words.png": png_with_a_bomb_of_words,
    "chunk-of-gigabytes.png": png_chunk_of_gigabytes,
    "cut.png": png_cut,
    "magic-alone.png": png_of_nowhere,
    "no-colours.png": png_palette_without_colours,
    "one-pixel.png": png_one_pixel,
    "one-line.png": png_one_line,
    "noise.png": png_of_noise,
    "chessboard.png": png_of_strokes,
    "four-billion.jpg": jpeg_of_four_billion,
    "cut.jpg": jpeg_cut,
    "noise.jpg": jpeg_of_noise,
    "many-scans.jpg": jpeg_of_many_scans,
    "endless-turn.jpg": jpeg_with_an_endless_turn,
    "circle.tif": tiff_in_a_circle,
    "two-in-a-circle.tif": tiff_of_two_in_a_circle,
    "a-million.tif": tiff_of_a_million,
    "many-pages.tif": tiff_of_many_pages,
    "a-trillion.tif": tiff_of_a_trillion,
    "endless-tags.tif": tiff_of_endless_tags,
    "wrong-types.tif": tiff_of_wrong_types,
    "strange-packing.tif": tiff_of_a_strange_packing,
    "bomb.tif": tiff_bomb,
    "cut.tif": tiff_cut,
    "noise.tif": tiff_of_noise,
}
