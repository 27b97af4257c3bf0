from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, update

from api.storage.database import writing
from api.storage.documents import accept, now
from api.storage.doubts import DoubtFilter, ask
from api.storage.leases import LEASE_S, Lease, give_back, renew, take
from api.storage.tables import leases
from extractor.triage import triage

ALL = DoubtFilter()
DOCUMENTS = [f"{number:064x}" for number in range(6)]


@pytest.fixture
def kept(database: Engine, doubtful: Any) -> Engine:
    """Six documents of two pages, with four questions on each page."""
    with writing(database) as connection:
        for document in DOCUMENTS:
            accept(connection, document, "表.pdf", 10)
            paths = {f"p{page}.f{number}": 0.3 + 0.1 * number for page in (1, 2) for number in range(4)}
            ask(connection, document, 1, triage(doubtful(paths)), {})
    return database


def _taken(database: Engine, reviewer: str, count: int = 5, wanted: DoubtFilter = ALL) -> Lease:
    with writing(database) as connection:
        return take(connection, reviewer, wanted, count)


def _keys(lease: Lease) -> set[tuple[str, str]]:
    return {(question.document, question.doubt.path) for question in lease.questions}


def _run_out(database: Engine) -> None:
    with writing(database) as connection:
        connection.execute(update(leases).values(expires_at=now() - timedelta(seconds=1)))


def test_many_at_once_never_have_the_same_question_nor_the_same_page(kept: Engine) -> None:
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda number: _taken(kept, f"reviewer {number}"), range(8)))
    keys = [key for lease in taken for key in _keys(lease)]
    assert len(keys) == len(set(keys))
    pages = [{(one.document, one.doubt.page) for one in lease.questions} for lease in taken]
    assert sum(map(len, pages)) == len(set().union(*pages))


def test_one_person_goes_on_with_the_next_questions(kept: Engine) -> None:
    first, second = _taken(kept, "wang"), _taken(kept, "wang")
    assert len(first.questions) == len(second.questions) == 5
    assert not _keys(first) & _keys(second)


def test_what_is_taken_together_goes_document_by_document_and_page_by_page(kept: Engine) -> None:
    found = [(one.document, one.doubt.page, one.doubt.place) for one in _taken(kept, "wang", 20).questions]
    documents = [document for document, _, _ in found]
    assert documents == sorted(documents, key=documents.index)
    for document in set(documents):
        places = [place for one, _, place in found if one == document]
        assert places == sorted(places)


def test_a_lease_that_ran_out_binds_nobody_and_cannot_be_renewed(kept: Engine) -> None:
    first = _taken(kept, "wang", 48)
    assert not _taken(kept, "li", 48).questions
    _run_out(kept)
    with writing(kept) as connection:
        assert renew(connection, first.id) is None
    assert _keys(_taken(kept, "li", 48)) == _keys(first)


def test_a_lease_lasts_as_long_as_asked_for_until_it_is_renewed(kept: Engine) -> None:
    with writing(kept) as connection:
        lease = take(connection, "wang", ALL, 5, seconds=30)
        assert lease.expires_at <= now() + timedelta(seconds=30)
        renewed = renew(connection, lease.id)
    assert renewed
    assert renewed > now() + timedelta(seconds=LEASE_S / 2)


def test_a_renewed_lease_lasts_longer(kept: Engine) -> None:
    lease = _taken(kept, "wang")
    with writing(kept) as connection:
        until = renew(connection, lease.id)
    assert until is not None
    assert until > lease.expires_at


def test_what_is_given_back_is_there_for_others(kept: Engine) -> None:
    first = _taken(kept, "wang", 48)
    with writing(kept) as connection:
        assert give_back(connection, first.id)
        assert not give_back(connection, first.id)
    assert _keys(_taken(kept, "li", 48)) == _keys(first)


def test_a_question_that_stays_after_a_decision_stays_taken(kept: Engine, doubtful: Any) -> None:
    first = _taken(kept, "wang", 48)
    with writing(kept) as connection:
        ask(connection, DOCUMENTS[0], 1, triage(doubtful({"p1.f0": 0.2, "p9.new": 0.3})), {(0, "p1.f0"): 1})
    found = _taken(kept, "li", 48, DoubtFilter(document=DOCUMENTS[0]))
    assert len(first.questions) == 48
    assert _keys(found) == {(DOCUMENTS[0], "p9.new")}


def test_a_question_of_a_column_that_is_called_otherwise_stays_taken(kept: Engine, doubtful: Any) -> None:
    first = _taken(kept, "wang", 48)
    former = {(0, "p1.f1"): (0, "p1.f0"), (0, "p1.new"): (0, "p1.f1")}
    with writing(kept) as connection:
        ask(connection, DOCUMENTS[0], 1, triage(doubtful({"p1.f1": 0.2, "p1.new": 0.3})), {}, former=former)
    assert len(first.questions) == 48
    assert not _taken(kept, "li", 48, DoubtFilter(document=DOCUMENTS[0])).questions
