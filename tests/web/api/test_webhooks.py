"""Webhooks of a client: made with a secret that is shown once, listed, taken away, and of nobody else."""

from base64 import b64decode
from typing import get_args

from desk.subscribing import MOST
from desk.undone import NEWS
from engine.store.clients import LOST, Answered
from engine.store.subscriptions import KINDS, MOST_FAILURES, Subscriptions, settle
from tests.engine.making import NINE
from tests.web.api.conftest import SECRET, Program, Programs
from web.api.webhooks import NewsKind

TO = "/webhooks"
WANTED = {"url": "https://crm.example/wherry", "kinds": ["case.closed", "case.opened"]}


def test_the_secret_is_shown_where_it_is_made_and_nowhere_else(programs: Programs, council: Program) -> None:
    made = council.post(TO, WANTED, "one")

    assert made.status_code == 201, made.text
    secret = made.json()["secret"]
    assert secret.startswith("whsec_") and len(b64decode(secret.removeprefix("whsec_"))) == 32
    (listed,) = council.get(TO).json()["webhooks"]
    assert listed | {"secret": secret} == made.json()
    assert (listed["url"], listed["kinds"], listed["stopped"]) == (*WANTED.values(), None)
    with programs.office.engine.store.database.read() as connection:
        kept = connection.exec_driver_sql("SELECT * FROM wf_answered").all()
    assert kept and secret not in str(kept) and SECRET.decode() not in str(kept)


def test_a_request_that_is_sent_again_makes_one_webhook_with_the_same_secret(
    programs: Programs, council: Program
) -> None:
    """The second time the process died between the two."""
    first, again = council.post(TO, WANTED, "one"), council.post(TO, WANTED, "one")
    assert first.content == again.content

    clients = programs.office.engine.store.clients
    request = clients.begin("id-council", "one", "", programs.clock.now)
    assert request is not None
    clients.keep("id-council", "one", Answered(request.asked, 0, "", ""))
    programs.clock.turn(LOST)

    assert council.post(TO, WANTED, "one").json()["secret"] == first.json()["secret"]
    assert len(council.get(TO).json()["webhooks"]) == 1


def test_to_one_address_a_client_has_one_webhook(council: Program) -> None:
    council.post(TO, WANTED)

    other = council.post(TO, WANTED | {"kinds": ["task.opened"]})

    assert other.status_code == 409 and "delete it first" in other.json()["detail"]


def test_a_webhook_is_taken_away_by_its_own_client_alone(programs: Programs, council: Program) -> None:
    id, other = council.post(TO, WANTED).json()["id"], programs.client("other", "highways")

    assert other.get(TO).json() == {"webhooks": []}
    assert other.send("DELETE", f"{TO}/{id}").status_code == 404
    assert council.send("DELETE", f"{TO}/{id}").status_code == 204
    assert council.send("DELETE", f"{TO}/{id}").status_code == 404
    assert council.get(TO).json() == {"webhooks": []}
    assert other.post(TO, WANTED).status_code == 201


def test_only_hosts_that_the_server_may_tell_are_told_and_only_by_https(council: Program) -> None:
    said = {}
    for url in (
        "https://elsewhere.example/", "http://crm.example/", "https://crm.example.elsewhere.example/", "ftp://crm.example/",
        "https://me:pass@crm.example/", "crm.example", "https://169.254.169.254/latest", "https://crm.example#@elsewhere",
    ):  # fmt: skip
        told = council.post(TO, WANTED | {"url": url})
        assert (told.status_code, [one["at"] for one in told.json()["errors"]]) == (422, ["/url"])
        said[url] = told.json()["errors"][0]["detail"]

    assert "elsewhere.example is not among the hosts that this server may tell" in said["https://elsewhere.example/"]
    assert "begins with https://" in said["http://crm.example/"]
    assert council.get(TO).json() == {"webhooks": []}


def test_what_is_not_told_at_all_cannot_be_asked_for(council: Program) -> None:
    for kinds in ([], ["case.answered"], "case.opened"):
        assert council.post(TO, WANTED | {"kinds": kinds}).status_code == 422


def test_every_kind_of_news_can_be_asked_for_and_has_its_words_for_staff() -> None:
    assert set(get_args(NewsKind)) == set(KINDS) == set(NEWS)


def test_a_client_has_so_many_and_no_more(council: Program) -> None:
    for number in range(MOST):
        assert council.post(TO, WANTED | {"url": f"https://crm.example/{number}"}).status_code == 201

    assert council.post(TO, WANTED).status_code == 409


def test_a_client_without_the_scope_is_refused_and_recorded(programs: Programs) -> None:
    reader = programs.client("reader", "highways", scopes=("cases:read", "tasks:read"))

    assert reader.post(TO, WANTED).status_code == reader.get(TO).status_code == 403
    assert ("client:id-reader", "refused POST") in programs.refusals()


def test_while_nothing_may_be_changed_the_client_is_told_to_come_back(programs: Programs, council: Program) -> None:
    store = programs.office.engine.store
    store.subscriptions = Subscriptions(store.database.still(), lambda: 0.0)

    told = council.post(TO, WANTED, "one")

    assert (told.status_code, "Retry-After" in told.headers) == (503, True)
    store.subscriptions = Subscriptions(store.database, lambda: 0.0)
    assert council.post(TO, WANTED, "one").status_code == 201, "what failed is not kept: trying again tries"


def test_a_webhook_that_is_stopped_says_since_when(programs: Programs, council: Program) -> None:
    id = council.post(TO, WANTED).json()["id"]
    with programs.office.engine.store.database.write() as connection:
        for _ in range(MOST_FAILURES):
            settle(connection, id, told=False, at=NINE)

    (listed,) = council.get(TO).json()["webhooks"]

    assert listed["stopped"] == "2027-03-01T09:00:00Z"
