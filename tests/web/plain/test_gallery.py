"""The gallery at the plain pages: every kind in every state, for whoever is signed in and for nobody else."""

from collections.abc import Iterator
from random import Random

import pytest
from starlette.testclient import TestClient

from components.registry import kinds
from desk.applying import Desk
from desk.gallery import ANSWERED, EMPTY, REFUSED, WORDS, purpose
from tests.desk.making import office
from tests.engine.making import END, ORGANISATION, REPORT
from tests.reception import SignedIn, open_desk
from tests.web.conftest import ORIGIN
from tests.web.plain.conftest import serving
from tests.web.plain.person import Person
from workflows.speaking import shipped, voice
from workflows.translations import own_name

#: With the group of teams that the sample of a kind names.
COUNCIL = ORGANISATION.replace(
    "partners: {", "partners: {national-highways: National Highways, norwich-city: Norwich City Council, "
).replace("groups: {", "groups: {road-owners: [national-highways, norwich-city], ")  # fmt: skip


@pytest.fixture(scope="module")
def browsers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, TestClient]]:
    """One of somebody who is signed in, and one of nobody."""
    folder = tmp_path_factory.mktemp("gallery")
    made, chance = office(folder, REPORT + END, organisation=COUNCIL), Random(5).randbytes
    people = open_desk(f"sqlite:///{folder}/people.db")
    app = serving(Desk(made.engine, chance), made.files, people, chance)
    staff, nobody = (TestClient(app, base_url=ORIGIN) for _ in range(2))
    signed_in = people.sign_in()
    assert isinstance(signed_in, SignedIn)
    staff.cookies.set("wherry_session", signed_in.token)
    yield staff, nobody
    people.database.close()
    made.engine.store.database.close()


@pytest.fixture
def staff(browsers: tuple[TestClient, TestClient]) -> Person:
    return Person(browsers[0])


def test_every_kind_is_listed_with_what_it_asks_for(staff: Person) -> None:
    staff.opens("/apply/-/gallery")

    assert [one.words() for one in staff.page.every("a") if "kind=" in one.get("href")] == list(kinds())
    assert all(purpose(kind) in staff.says for kind in kinds().values())


def test_whoever_is_not_signed_in_is_asked_to_and_sees_no_kind(browsers: tuple[TestClient, TestClient]) -> None:
    stranger = Person(browsers[1]).opens("/apply/-/gallery?kind=date")

    assert stranger.answer.status_code == 403
    assert [one.get("href") for one in stranger.page.every("a") if one.words() == "Sign in"] == [
        "/sign-in?next=%2Fapply%2F-%2Fgallery%3Fkind%3Ddate"
    ]
    assert not stranger.page.every("fieldset")


@pytest.mark.parametrize("kind", kinds())
def test_a_kind_is_shown_empty_answered_read_back_and_with_each_thing_that_can_be_wrong(
    kind: str, staff: Person
) -> None:
    shown = kinds()[kind]
    staff.opens("/apply/-/gallery").follows(kind)

    states = [EMPTY, ANSWERED, REFUSED] if shown.asks else [EMPTY]
    assert [one.words() for one in staff.page.every("h2")] == [*states, WORDS]
    for _, sentence in shown.refuses:  # what is said of an item stands in it, without its title
        assert sentence in staff.says or sentence.partition(": ")[2] in staff.says
    assert ("Read back, people see:" in staff.says) == shown.asks
    ids = [one.get("id") for one in staff.everything() if one.get("id")]
    assert len(ids) == len(set(ids))
    assert staff.follows("All kinds of question").title.startswith("Kinds of question – ")


@pytest.mark.parametrize("kind", ["date", "list", "money"])
def test_a_kind_is_shown_in_each_language_that_we_speak(kind: str, staff: Person) -> None:
    staff.opens(f"/apply/-/gallery?kind={kind}").follows("Polski")
    sample = kinds()[kind].model_validate(kinds()[kind].sample)
    wanting = voice("pl").say(sample.wanting())

    assert wanting != sample.wanting()
    assert wanting in staff.says
    assert sample.wanting() not in staff.says
    assert {one.get("lang") for one in staff.page.every("form") if "item" in (one.get("class") or "")} == {"pl"}
    assert [one.words() for one in staff.page.every("a") if one.get("hreflang")] == [
        own_name(code) for code in ("en", *shipped()) if code != "pl"
    ]
    assert "lang=pl" in staff.follows("All kinds of question").address
    assert sample.wanting() in staff.opens(f"/apply/-/gallery?kind={kind}&lang=xx").says
