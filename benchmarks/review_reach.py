"""How far one key reaches: heavy scans reviewed by a script until nothing is wrong, its keys counted.

    python benchmarks/review_reach.py TRUTH_DIR [--data DIR] [--only-read] [--walk-only] [--each]

TRUTH_DIR holds documents with known truth (``python -m samples make``). A service of the script's own reads them; with
``--data`` in that folder, where another run finds them read, for it works on a copy. The script takes questions and
answers them as the pages do, knows what is right, and is charged the keys that a person presses:

- Walk: Enter accepts. An alternative is its key and Enter. Else what is typed, the cheaper of anew and of a click at
  each place that differs, which counts as a key, with what goes and comes there; and Enter. A Han character counts as
  three keys of an input method, a chord as one.
- Sheets, which come first, for columns with three questions and more: arrows to each wrong cell; an alternative's key,
  or Space, what is typed, and Enter; in the end Enter for all the others, and Enter to go to the next sheet.
- What was accepted and is wrong nobody is asked about: two keys to get there, what is typed, and Enter.
- Leaves that the result has no place for are only counted: they want an edit of the table.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from statistics import mean, median
from typing import Any
from uuid import uuid4

import httpx
from reviewers import served, upload, wait_for

from extractor.evaluation import TRUTH_SUFFIX, Truth, judge, load_truth, right_texts, same
from models.paths import leaves
from models.result import ExtractionResult

ACROSS = 4
"""Tiles of a sheet that stand in a row of a page 1,280 pixels wide."""
LEAST_OF_SHEET = 3
OF_SHEET, OF_WALK, OF_CALL = 48, 20, 100
"""Questions that the pages take at once, and decisions that go in one call."""
HAN_KEYS = 3
TO_GET_THERE = 2

Key = tuple[int, str]
Item = dict[str, Any]


@dataclass
class Tally:
    """Of one document. ``keys`` by what they were pressed for; ``settled``: how many others each correction settled.

    ``wrong``: leaves at first, ``left`` in the end; ``missing``: leaves that the result has no place for.
    """

    name: str
    wrong: int
    missing: int
    left: int = 0
    keys: Counter[str] = field(default_factory=Counter)
    decisions: Counter[str] = field(default_factory=Counter)
    settled: dict[str, list[int]] = field(default_factory=lambda: {"accepted": [], "corrected": []})


class Person:
    """Somebody who knows what is right in one document."""

    def __init__(self, client: httpx.Client, document: str, truth: Truth, name: str) -> None:
        self.client, self.document, self.truth = client, document, truth
        self.done: set[Key] = set()
        self.seen: set[str] = set()
        self.look()
        self.right = right_texts(truth, self.result)
        judged = judge(name, truth, self.result, 0.0).wrong
        missing = sum(bool(one.expected) and one.confidence is None for one in judged)
        self.tally = Tally(name, len(self.wrong), missing)

    def look(self) -> None:
        """The result as it stands."""
        self.result = ExtractionResult.model_validate_json(self.get("result").content)

    @property
    def wrong(self) -> set[Key]:
        data = {(index, path): text for index, one in enumerate(self.result.records) for path, text in leaves(one.data)}
        return {key for key, text in self.right.items() if not same(text, data.get(key))}

    def get(self, what: str, **query: str | int) -> httpx.Response:
        return self.client.get(f"/v1/documents/{self.document}/{what}", params=query).raise_for_status()

    def sheets(self) -> None:
        """Columns one after the other, each with its cells side by side."""
        while True:
            found = self.client.get("/v1/review/sheets", params={"document": self.document}).raise_for_status().json()
            roles = [one["role"] for one in found["columns"] if one["count"] >= LEAST_OF_SHEET]
            role = next((role for role in roles if role not in self.seen), None)
            if role is None:
                return
            self.seen.add(role)
            self.sheet(self.taken(OF_SHEET, role=role))

    def sheet(self, items: Sequence[Item]) -> None:
        at, said, wrong = 0, [], self.wrong
        for index, item in enumerate(items):
            text = self.answer_to(item, wrong)
            if text is not None:
                steps = abs(index // ACROSS - at // ACROSS) + abs(index % ACROSS - at % ACROSS)
                self.tally.keys["to a wrong cell of a sheet"] += steps
                if text in item["alternatives"]:
                    self.tally.keys["an alternative"] += 1
                else:
                    self.tally.keys["begin and end of typing in a sheet"] += 2
                    self.tally.keys["typed"] += keys_to_type(item["text"], text)
                at = index
            said.append((item, text))
        if said:
            self.tally.keys["Enter for a sheet, and to the next"] += 2
            self.say(said)

    def walk(self) -> None:
        while items := self.taken(OF_WALK):
            for item in items:
                if not self.done.issuperset(keys_of(item)):  # settled meanwhile
                    text = self.answer_to(item, self.wrong)
                    self.charge(item["text"], text, item["alternatives"])
                    self.say([(item, text)])

    def unasked(self) -> None:
        """What is wrong and was never asked about."""
        fields = {(index, one.path): one for index, record in enumerate(self.result.records) for one in record.fields}
        for key in sorted(self.wrong & fields.keys() - self.done):
            self.tally.keys["to what nobody asked about"] += TO_GET_THERE
            self.charge(fields[key].text, self.right[key], fields[key].alternatives)
            self.say([({"record": key[0], "path": key[1], "also": []}, self.right[key])])

    def answer_to(self, item: Item, wrong: set[Key]) -> str | None:
        """What is right, where what stands there is not; None to accept it."""
        return next((self.right[key] for key in keys_of(item) if key in wrong), None)

    def charge(self, old: str, new: str | None, alternatives: Sequence[str]) -> None:
        self.tally.keys["Enter"] += 1
        if new in alternatives:
            self.tally.keys["an alternative"] += 1
        elif new is not None:
            self.tally.keys["typed"] += keys_to_type(old, new)

    def taken(self, count: int, **filters: str) -> list[Item]:
        order = {"count": count, "filters": {"document": self.document, **filters}, "reviewer": "script"}
        lease = self.client.post("/v1/review/leases", json=order).raise_for_status().json()
        self.client.delete(f"/v1/review/leases/{lease['lease']}")
        return [item for item in lease["items"] if not self.done.issuperset(keys_of(item))]

    def say(self, said: Sequence[tuple[Item, str | None]]) -> None:
        """Decisions on questions, each with what is right, or with None where that stands there."""
        etags = {(one["record"], one["path"]): one["etag"] for one in self.fields()}
        decisions = []
        for item, text in said:
            action = "accept" if text is None else "correct" if text else "blank"
            self.tally.decisions[action] += 1
            for key in keys_of(item):
                one = {"id": str(uuid4()), "record": key[0], "path": key[1], "action": action, "if_match": etags[key]}
                decisions.append(one | ({"text": text} if text else {}))
                self.done.add(key)
        settled = 0
        for start in range(0, len(decisions), OF_CALL):
            body = {"decisions": decisions[start : start + OF_CALL]}
            answer = self.client.post(f"/v1/documents/{self.document}/decisions", json=body).raise_for_status().json()
            if met := [one for one in answer["results"] if one["outcome"] == "conflict"]:
                raise SystemExit(f"{self.tally.name}: {met[0]}")
            settled += len(answer["settled"])
            self.done |= {(one["record"], one["path"]) for one in answer["settled"]}
        kind = "accepted" if all(text is None for _, text in said) else "corrected"
        self.tally.settled[kind].append(settled)
        self.look()

    def fields(self) -> Iterator[Item]:
        cursor = 0
        while cursor is not None:
            page = self.get("fields", limit=1000, cursor=cursor).json()
            yield from page["fields"]
            cursor = page["next"]


def keys_of(item: Item) -> list[Key]:
    return [(item["record"], path) for path in (item["path"], *item["also"])]


def keys_to_type(old: str, new: str) -> int:
    """The cheaper of typing anew, what stands there being selected, and of changing only what differs."""
    old, new = ("".join(text.split()) for text in (old, new))  # line breaks are layout
    changed = 0
    for kind, from_old, to_old, from_new, to_new in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            changed += 1 + to_old - from_old + typed(new[from_new:to_new])
    return min(max(1, typed(new)), changed)  # one key takes away all that is selected


def typed(text: str) -> int:
    return sum(HAN_KEYS if unicodedata.name(char, "").startswith("CJK UNIFIED") else 1 for char in text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("truths", type=Path, metavar="TRUTH_DIR")
    parser.add_argument("--data", type=Path, metavar="DIR", help="the service's folder, kept for the next run")
    parser.add_argument("--only-read", action="store_true", help="only what that folder has read by now")
    parser.add_argument("--walk-only", action="store_true", help="no sheets")
    parser.add_argument("--each", action="store_true", help="a line for each document")
    arguments = parser.parse_args()
    paths = [
        one.with_name(one.name.removesuffix(TRUTH_SUFFIX)) for one in sorted(arguments.truths.glob(f"*{TRUTH_SUFFIX}"))
    ]
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        if arguments.data is not None and arguments.data.exists():
            shutil.copytree(arguments.data, work / "data")
        with client_of(work) as client:
            if not arguments.only_read:
                wait_for(client, [upload(client, path.read_bytes(), 0) for path in paths])
        if arguments.data is not None and not arguments.data.exists():
            shutil.copytree(work / "data", arguments.data)
        with client_of(work) as client:
            tallies = [tally for path in paths if (tally := reviewed(client, path, arguments)) is not None]
    report(tallies)


@contextmanager
def client_of(folder: Path) -> Iterator[httpx.Client]:
    address, server = served(folder)
    try:
        with httpx.Client(base_url=address, timeout=120) as client:
            yield client
    finally:
        server.terminate()
        server.wait()


def reviewed(client: httpx.Client, path: Path, arguments: argparse.Namespace) -> Tally | None:
    document = hashlib.sha256(path.read_bytes()).hexdigest()
    state = client.get(f"/v1/documents/{document}")
    if not state.is_success or state.json()["document"]["state"] != "done":
        return None
    person = Person(client, document, load_truth(path.with_name(path.name + TRUTH_SUFFIX)), path.name)
    if not arguments.walk_only:
        person.sheets()
    person.walk()
    person.unasked()
    tally = person.tally
    tally.left = len(person.wrong)
    if arguments.each:
        counts = f"{tally.wrong} wrong, {tally.missing} missing, {tally.left} left"
        print(f"{path.name}: {tally.keys.total()} keys; {counts}; {dict(tally.keys)}", flush=True)
    return tally


def report(tallies: Sequence[Tally]) -> None:
    pressed = sorted(tally.keys.total() for tally in tallies)
    print(f"{len(pressed)} documents, {sum(tally.wrong for tally in tallies)} fields wrong at first")
    print(f"keys a document: median {median(pressed):g}, mean {mean(pressed):.1f}, most {pressed[-1]}")
    whole = sorted(tally.keys.total() for tally in tallies if not tally.missing and not tally.left)
    print(f"nothing wrong in the end in {len(whole)}, median there {median(whole) if whole else 0:g}")
    for tally in tallies:
        if tally.missing or tally.left:
            print(f"  {tally.name}: {tally.missing} leaves without a place, {tally.left} fields still wrong")
    keys = sum((tally.keys for tally in tallies), Counter())
    for what, number in keys.most_common():
        print(f"  {number:6} {what}")
    print("decisions:", dict(sum((tally.decisions for tally in tallies), Counter())))
    for kind in ("corrected", "accepted"):
        settled = [number for tally in tallies for number in tally.settled[kind]]
        some = [number for number in settled if number]
        print(f"{kind}: {len(settled)} answers, {len(some)} of them settled others, {sum(some)} fields in all")


if __name__ == "__main__":
    main()
