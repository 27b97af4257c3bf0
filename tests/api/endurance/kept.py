"""Whether everything is there that a service has answered for, by its own answers and by its database."""

from __future__ import annotations

import httpx
from sqlalchemy import func, select

from api.storage import open_database
from api.storage.database import looking
from api.storage.records import ENDED
from api.storage.tables import decisions, events, revisions, runs
from models.result import ExtractionResult
from tests.api.endurance.load import Ledger


def missing_answers(client: httpx.Client, ledger: Ledger) -> list[str]:
    """What the running service cannot show of what it accepted: results, decisions and their effect, the audit."""
    found: list[str] = []
    for document in ledger.runs:
        url = f"/v1/documents/{document}"
        state = client.get(url).json()["document"]
        if state["state"] == "done":
            result = client.get(f"{url}/result")
            if not result.is_success:
                found.append(f"{document}: done, and its result answers {result.status_code}")
            elif ExtractionResult.model_validate_json(result.content).document.sha256 != document:
                found.append(f"{document}: the result is another's")
        elif state["state"] != "failed" or not state["error"]["message"]:
            found.append(f"{document}: {state['state']} without a reason")
    for document in {where[0] for where in ledger.standing}:
        body = client.get(f"/v1/documents/{document}/fields", params={"limit": 1000}).json()
        shown = {(one["record"], one["path"]): one["text"] for one in body["fields"]}
        wanted = {where[1:]: text for where, text in ledger.standing.items() if where[0] == document}
        found += [
            f"{document}: {place} shows {shown.get(place)!r}, and {text!r} was accepted"
            for place, text in wanted.items()
            if shown.get(place) != text
        ]
    if client.get("/v1/audit").json()["first_broken"] is not None:
        found.append("the audit's chain is broken")
    return found


def missing_rows(url: str, ledger: Ledger) -> list[str]:
    """What the database lacks, or has twice: runs, revisions, decisions."""
    database = open_database(url)
    found: list[str] = []
    with looking(database) as connection:
        kept_runs = {(row.document, row.number): row.state for row in connection.execute(select(runs))}
        blamed = [(row.document, row.number) for row in connection.execute(select(runs)) if row.deaths]
        published = {(row.document, row.run) for row in connection.execute(select(revisions))}
        dones = select(events.c.document, events.c.data).where(events.c.kind == "done")
        told = [(row.document, row.data["run"]) for row in connection.execute(dones)]
        rows = select(decisions.c.id, decisions.c.document, func.count()).group_by(decisions.c.id, decisions.c.document)
        said = {row[0]: (row[1], row[2]) for row in connection.execute(rows)}
        numbers = select(decisions.c.document, func.count(), func.max(decisions.c.number))
        gaps = [row[0] for row in connection.execute(numbers.group_by(decisions.c.document)) if row[1] != row[2]]
    database.dispose()
    for document, count in ledger.runs.items():
        found += [f"{document}: run {n} is lost" for n in range(1, count + 1) if (document, n) not in kept_runs]
    found += [f"{run}: set aside as if it had broken its reader, which was only killed" for run in blamed]
    found += [f"{run}: {state}, though nothing goes on" for run, state in kept_runs.items() if state not in ENDED]
    done = {run for run, state in kept_runs.items() if state == "done"}
    found += [f"{run}: done and never published" for run in done - published]
    found += [f"{run}: published and not done" for run in published - done]
    found += [f"{run}: published {told.count(run)} times" for run in set(told) if told.count(run) > 1]
    found += [f"{run}: done, and nobody was told" for run in done - set(told)]
    found += [f"decision {one} on {document} is lost" for one, document in ledger.said.items() if one not in said]
    found += [f"decision {one} is kept {count} times" for one, (_, count) in said.items() if count > 1]
    found += [f"{document}: numbers of its decisions have gaps" for document in gaps]
    return found
