"""Batches that are reckoned at once: answered in order, and with what one alone is answered."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from extractor.reading import ReadingSettings, engine_by_name
from extractor.reading.engines.side_by_side import MOST_STREAMS, SideBySide, streams_of

STREAMS = 2


class Tensor:
    def __init__(self):
        self.data = np.zeros(0, np.float32)

    @property
    def shape(self):
        return self.data.shape

    @shape.setter
    def shape(self, shape):
        self.data = np.zeros(shape, np.float32)


class Request:
    """Answers with twice what it is given, when it is waited for; refuses a batch that holds a negative number."""

    def __init__(self, model):
        self.model, self.given, self.answer, self.busy = model, Tensor(), Tensor(), False

    def get_input_tensor(self):
        return self.given

    def get_output_tensor(self):
        return self.answer

    def start_async(self):
        assert not self.busy
        self.busy = True
        self.model.most = max(self.model.most, sum(request.busy for request in self.model.requests))

    def wait(self):
        if self.busy:
            self.busy = False
            if (self.given.data < 0).any():
                raise RuntimeError("refused")
            self.answer.shape = self.given.shape
            self.answer.data[:] = 2 * self.given.data


class Model:
    def __init__(self):
        self.requests, self.most = [], 0

    def create_infer_request(self):
        self.requests.append(Request(self))
        return self.requests[-1]


@pytest.fixture
def model():
    return Model()


@pytest.fixture
def side_by_side(model):
    return SideBySide(model, STREAMS)


def batches_of(*values):
    return [np.full((1, 2), value, np.float32) for value in values]


def test_answers_come_in_the_order_of_the_batches(side_by_side, model):
    assert [float(answer[0, 0]) for answer in side_by_side(batches_of(*range(7)))] == [2.0 * n for n in range(7)]
    assert model.most > STREAMS


def test_no_batch_is_no_answer(side_by_side):
    assert list(side_by_side([])) == []


def test_after_a_batch_that_failed_others_are_answered(side_by_side):
    with pytest.raises(RuntimeError, match="refused"):
        list(side_by_side(batches_of(1, -1, 2, 3, 4)))
    assert [float(answer[0, 0]) for answer in side_by_side(batches_of(5, 6, 7, 8))] == [10.0, 12.0, 14.0, 16.0]


def test_whoever_stops_asking_leaves_nothing_under_way(side_by_side, model):
    answers = side_by_side(batches_of(1, 2, 3, 4))
    next(answers)
    answers.close()
    assert not any(request.busy for request in model.requests)


@pytest.mark.parametrize(("threads", "streams"), [(1, 1), (2, 2), (64, MOST_STREAMS)])
def test_there_are_as_many_streams_as_threads_up_to_a_few(threads, streams):
    assert streams_of(threads) == streams


def test_without_a_word_there_are_as_many_as_processors():
    assert 1 <= streams_of(0) <= MOST_STREAMS


def test_crops_are_read_the_same_to_the_bit_by_one_thread_and_by_several(form):
    settings = ReadingSettings(threads=1, batch_crops=2)
    pixels = form.raster.pixels
    crops = [pixels[44:90, 240:600], pixels[44:90, 240:400], *(pixels[44:90, 240 : 300 + 40 * n] for n in range(9))]
    alone, at_once = (engine_by_name("rapidocr", replace(settings, threads=threads)) for threads in (1, STREAMS))
    assert at_once.recognise(crops) == alone.recognise(crops)
    assert at_once.detect(pixels) == alone.detect(pixels)
