"""A learning system of the tests that speaks cmi5: it launches a page and records what is said."""

import json
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import uuid4

from playwright.sync_api import Page

from tests.video.embed.pages import wait_until
from tests.video.embed.serving import Handler

UNIT = "urn:uuid:00000000-0000-5000-8000-000000000001"
ACTOR = {"account": {"homePage": "https://example.org", "name": "learner"}, "objectType": "Agent"}
TEMPLATE = {
    "contextActivities": {"grouping": [{"id": UNIT}]},
    "extensions": {"https://w3id.org/xapi/cmi5/context/extensions/sessionid": "session-1"},
}


@dataclass
class Records:
    """What was asked of the system, and what it answers with.

    Parameters
    ----------
    statements : list of dict
        As they came.
    states, preferences : dict
        Documents by their names.
    asked : list of str
        The names of documents that were asked for.
    tokens : dict
        Whether the token behind an address was fetched.
    deaf : bool
        Whether statements are refused for now.
    """

    mode: str = "Normal"
    statements: list[dict[str, Any]] = field(default_factory=list)
    states: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    registration: str = field(default_factory=lambda: str(uuid4()))
    deaf: bool = False

    @property
    def verbs(self) -> list[str]:
        return [statement["verb"]["id"].rsplit("/")[-1] for statement in self.statements]

    def query(self, address: str) -> str:
        """Return how a launch is told to a page (cmi5, section 8.1)."""
        self.states["LMS.LaunchData"] = {
            "contextTemplate": TEMPLATE,
            "launchMode": self.mode,
            "moveOn": "Completed",
            "returnURL": f"{address}/player.css",
        }
        return urlencode({
            "endpoint": f"{address}/xapi/",
            "fetch": f"{address}/fetch?{uuid4()}",
            "actor": json.dumps(ACTOR),
            "registration": self.registration,
            "activityId": UNIT,
        })

    def wait(self, page: Page, verb: str) -> None:
        """Wait until something was said."""
        wait_until(page, lambda: verb in self.verbs, lambda: f"{verb} is not in {self.verbs}")


def handler(records: Records) -> type[Handler]:
    """Return what answers a page that was launched."""

    class System(Handler):
        def do_GET(self) -> None:  # noqa: N802
            asked = urlsplit(self.path)
            if not asked.path.startswith("/xapi/"):
                return super().do_GET()
            query = parse_qs(asked.query)
            (name,) = query.get("stateId") or query["profileId"]
            records.asked.append(name)
            if not self._is_known() or name not in records.states:
                return self._answer(HTTPStatus.NOT_FOUND, None)
            return self._answer(HTTPStatus.OK, records.states[name])

        def do_PUT(self) -> None:  # noqa: N802
            query = parse_qs(urlsplit(self.path).query)
            assert self._is_known()
            assert query["registration"] == [records.registration]
            records.states[query["stateId"][0]] = self._told()
            self._answer(HTTPStatus.NO_CONTENT, None)

        def do_POST(self) -> None:  # noqa: N802
            if self.path.startswith("/fetch"):
                first = self.path not in records.tokens
                records.tokens.add(self.path)
                told = {"auth-token": "c2VjcmV0"} if first else {"error-code": "1"}
                return self._answer(HTTPStatus.OK, told)
            assert self._is_known()
            told = self._told()
            if records.deaf:
                return self._answer(HTTPStatus.SERVICE_UNAVAILABLE, None)
            statements = told if isinstance(told, list) else [told]
            records.statements += statements
            return self._answer(HTTPStatus.OK, [statement["id"] for statement in statements])

        def _is_known(self) -> bool:
            return (
                self.headers["Authorization"] == "Basic c2VjcmV0"
                and self.headers["X-Experience-API-Version"] == "1.0.3"
            )

        def _told(self) -> Any:
            return json.loads(self.rfile.read(int(self.headers["Content-Length"])))

        def _answer(self, status: HTTPStatus, told: Any) -> None:
            body = b"" if told is None else json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return System
