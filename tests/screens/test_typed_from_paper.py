"""Staff who type a form that somebody filled in by hand find its questions on the screen as they stand on paper."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from desk import blanks, helping
from desk.applying import Desk
from desk.views import Applying
from engine.ports import Blank
from tests.desk.making import Office, office
from tests.engine.making import ADA, END, NINE
from tests.screens.standing import opened, says, stand

LABEL = re.compile(r'class="w-label"[^>]*>(.*?)</')
ROAD = """\
- ask: report
  pages:
  - section: The road
    title: Where
    questions:
      place: {type: text, label: Where is it}
      seen: {type: yes or no, label: Did you see it}
      on: {type: date, label: On which day, when: seen is yes}
  - section: You
    questions:
      email: {type: email, label: Email, optional: yes}
      phone: {type: phone, label: Phone, optional: yes}
  - section: You
    when: seen is no
    questions:
      who: {type: name, label: Who saw it}
"""


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Office]:
    made = office(tmp_path, ROAD + END)
    stand(made, (ADA,), tmp_path)
    yield made
    made.engine.store.database.close()


@pytest.mark.parametrize(
    ("answered", "left_out"), [({}, {"on", "who"}), ({"seen": "yes"}, {"who"}), ({"seen": "no"}, {"on"})]
)
def test_the_questions_on_the_screen_have_the_order_and_the_numbers_of_the_paper(
    made: Office, answered: dict[str, str], left_out: set[str]
) -> None:
    desk, paper = Desk(made.engine, made.random), blanks.blank(made.engine, "mend")
    view = helping.begin(desk, "zoe", ADA, "mend", "letter", NINE)
    assert isinstance(view, Applying)
    assert isinstance(paper, Blank)
    desk.save_whole("zoe", view, answered, NINE)

    drawn = LABEL.findall(says(opened("apply", visitor="zoe", person=ADA.id, service="mend", draft=view.draft)))
    printed = [one for each in paper.pages for one in each.questions if one.number]
    assert [unescape(label) for label in drawn] == [
        f"{one.number}. {one.block.label}" for one in printed if one.block.name not in left_out
    ]


@pytest.mark.parametrize("language", ["", "xx"])
def test_the_first_page_leads_to_the_form(made: Office, language: str) -> None:
    page = says(opened("apply", visitor="zoe", service="mend", lang=language))

    assert '<a href="/apply/mend/paper.pdf" data-whole>Print this form and fill it in by hand</a>' in page


@pytest.mark.parametrize(
    ("how", "said"), [("letter", "Type in what they wrote."), ("phone", "Ask them the questions.")]
)
def test_the_screen_is_worded_for_how_they_came(made: Office, how: str, said: str) -> None:
    view = helping.begin(Desk(made.engine, made.random), "staff", ADA, "mend", how, NINE)
    assert isinstance(view, Applying)
    drawn = says(opened("apply", visitor="staff", person=ADA.id, service="mend", draft=view.draft))

    assert said in drawn
    assert ("What to tell them first" in drawn) == (how == "phone")


def test_the_link_to_hand_on_is_told_to_staff_among_their_screens(made: Office) -> None:
    view = helping.begin(Desk(made.engine, made.random), "staff", ADA, "mend", "phone", NINE)
    assert isinstance(view, Applying)
    told = unescape(says(opened("later", visitor="staff", person=ADA.id, service="mend", draft=view.draft)))

    assert "Their answers are saved" in told and "Your answers" not in told
    assert "Read this link out or send it" in told
    assert f'href="/apply?service=mend&draft={view.draft}"' in told and 'href="/inbox"' in told


def test_whoever_opens_that_link_is_asked_as_anybody_is(made: Office) -> None:
    view = helping.begin(Desk(made.engine, made.random), "staff", ADA, "mend", "phone", NINE)
    assert isinstance(view, Applying)
    made.engine.store.links.bind("zoe", "draft", view.draft)
    drawn = says(opened("apply", visitor="zoe", service="mend", draft=view.draft))

    assert "Sign in" not in drawn and "Where is it" in drawn
