"""The gallery on the screens: every kind in every state that people can meet it in."""

from collections.abc import Iterator

import pytest
from markupsafe import escape

from components.registry import kinds
from desk.gallery import ANSWERED, EMPTY, REFUSED
from tests.desk.making import office
from tests.engine.making import ADA, END, REPORT
from tests.screens.standing import opened, says, stand
from tests.web.plain.test_gallery import COUNCIL
from workflows.speaking import shipped, voice


@pytest.fixture(scope="module", autouse=True)
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("gallery")
    made = office(folder, REPORT + END, organisation=COUNCIL)
    stand(made, (ADA,), folder)
    yield
    made.engine.store.database.close()


@pytest.mark.parametrize("kind", kinds())
def test_a_kind_is_shown_empty_answered_read_back_and_with_each_thing_that_can_be_wrong(kind: str) -> None:
    shown, said = kinds()[kind], says_of(kind)

    assert [title in said for title in (EMPTY, ANSWERED, REFUSED)] == [True, shown.asks, shown.asks]
    assert ("Read back, people see:" in said) == shown.asks
    assert said.count("Error:") >= len({sentence for _, sentence in shown.refuses})


@pytest.mark.parametrize("kind", ["date", "list", "money"])
def test_a_kind_is_shown_in_each_language_that_we_speak(kind: str) -> None:
    sample, said = kinds()[kind].model_validate(kinds()[kind].sample), says_of(kind, "pl")

    assert escape(voice("pl").say(sample.wanting())) in said
    assert escape(sample.wanting()) not in said
    assert all(f'href="/gallery?kind={kind}&amp;lang={code}"' in said for code in shipped() if code != "pl")
    assert f'href="/apply/-/gallery?kind={kind}&amp;lang=pl"' in said
    assert "Its words in other languages" in said


def says_of(kind: str, lang: str = "") -> str:
    return says(opened("gallery", visitor="ada", person=ADA.id, kind=kind, lang=lang))
