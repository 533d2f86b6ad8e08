"""Every naughty string goes in by a page and comes out of every other unchanged, with nothing executed or fetched.

A browser's one-line box drops line ends before a page can see them, and no browser sends NUL or half a
character: no naughty string holds any of these. `tests/components` holds the kinds to refusing them.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser

from components.together import seen_only
from tests.exam.naughty import BATCH, KINDS, SERVICE, definition, label, verdict
from tests.journeys.house import House
from tests.journeys.people import CaseWorker, Resident, Visitor

#: Whatever a string did, if it did anything, is seen here.
MARKER = """
window.executed = [];
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
  window[name] = (...all) => { window.executed.push([name, ...all].join(' ')) };
"""
#: How a page shows the answers: question → lines, and whatever stands in a line that is not text.
ANSWERS = """
() => [...document.querySelectorAll('.w-answers > div')].map(row => [
  row.querySelector('dt').textContent,
  [...row.querySelectorAll('dd .w-line')].map(line => line.textContent),
  row.querySelectorAll('dd .w-line *').length,
])
"""
FILL = """
(all) => { for (const [label, words] of all) {
  const box = document.querySelector(`[aria-label^="${label}"]`);
  const kind = box.tagName === 'TEXTAREA' ? HTMLTextAreaElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(kind.prototype, 'value').set.call(box, words);
  box.dispatchEvent(new Event('input', {bubbles: true}));
} }
"""
#: What a browser says where the page's own policy had to stop something.
POLICY = "Content Security Policy"
ODD = (
    "main script:not([src='/page.js'], [src='/exit.js'], [src='/keys.js'], [src='/names.js']), main img, main iframe, "
    "main object, main embed, main svg[onload], main style"
)


class Watched(Visitor):
    """Whose browser tells of everything that was executed, and of every request to another host."""

    def _listen(self) -> None:
        self.context.add_init_script(MARKER)
        self.context.on("weberror", self._broke)
        self.context.on("console", lambda said: POLICY in said.text and self.wrong.append(said.text))
        self.context.on("request", self._asked)
        self.context.on("dialog", lambda dialog: (self.wrong.append(dialog.message), dialog.dismiss()))

    def stands_at(self, heading: str) -> None:
        self.page.get_by_role("heading", level=1, name=heading).wait_for()
        self.settles()

    def shows(self, selector: str) -> list[str]:
        """The very characters of each element, which must hold nothing but text."""
        texts: list[str] = self.page.locator(selector).evaluate_all("all => all.map(one => one.textContent)")
        assert self.page.locator(selector).locator("*").count() == 0
        return texts


class Giver(Watched, Resident):
    """Fills a page of boxes at once, as a script that a browser runs may do."""

    def fills(self, kind: str, strings: list[str]) -> None:
        self.stands_at(f"Page of {kind}")
        self.page.get_by_label(label(kind, BATCH - 1)).last.wait_for()
        self.page.evaluate(FILL, [[label(kind, number), words] for number, words in enumerate(strings)])


class Worker(Watched, CaseWorker):
    pass


def assert_harmless(person: Watched) -> None:
    person.settles()
    assert person.page.evaluate("window.executed") == []
    assert person.page.locator(ODD).count() == 0
    assert person.wrong == []


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    here = House(tmp_path_factory.mktemp("exam"))
    here.furnish()
    (here.definitions / f"{SERVICE}.yaml").write_text(definition(), "utf-8")
    here.start()
    yield here
    here.stop()
    assert "Traceback" not in here.said(), here.said()


@pytest.fixture
def giver(browser: Browser, house: House) -> Iterator[Giver]:
    person = Giver(browser, house, 1280, 900)
    yield person
    person.leaves()


@pytest.fixture
def worker(browser: Browser, house: House) -> Iterator[Worker]:
    person = Worker(browser, house, 1280, 900)
    person.signs_in("Marta")
    yield person
    person.leaves()


def expected(strings: list[str]) -> dict[str, tuple[str, ...]]:
    """What the pages should show, by question."""
    given = ((kind, number, words) for kind in KINDS for number, words in enumerate(strings))
    return {label(kind, number): verdict(kind, words).lines for kind, number, words in given}


def shown(person: Watched) -> dict[str, tuple[str, ...]]:
    rows: list[Any] = person.page.evaluate(ANSWERS)
    assert all(inside == 0 for _, _, inside in rows)
    return {question: tuple(lines) for question, lines, _ in rows if lines}


def given_case(giver: Giver, strings: list[str]) -> str:
    giver.opens(f"/apply?service={SERVICE}")
    giver.follows("Start now")
    for kind in KINDS:
        give_page(giver, kind, strings)
    giver.stands_at("Check your answers")
    assert shown(giver) == without_nothing(expected(strings))
    assert_harmless(giver)
    giver.presses("Send")
    giver.stands_at("Sent")
    return giver.reference()


def give_page(giver: Giver, kind: str, strings: list[str]) -> None:
    """What the kind refuses is refused with its own sentence, and taken out again."""
    giver.fills(kind, strings)
    giver.presses("Continue")
    refused = [(number, said) for number, words in enumerate(strings) if (said := verdict(kind, words).refused)]
    if refused:
        giver.page.get_by_role("alert").wait_for()
        said = giver.page.get_by_role("alert").get_by_role("link").all_inner_texts()
        assert said == [sentence.replace(label(kind, 0), label(kind, number)) for number, sentence in refused]
        assert_harmless(giver)
        giver.page.evaluate(FILL, [[label(kind, number), ""] for number, _ in refused])
        giver.presses("Continue")


def without_nothing(answers: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {question: lines for question, lines in answers.items() if lines}


def squeezed(words: str) -> str:
    return " ".join(words.split())


def test_the_kinds_keep_every_naughty_string_as_it_is(strings: list[str]) -> None:
    for words in strings:
        kept = (words,) if words.strip() else ()
        assert verdict("text", words).lines == kept
        assert verdict("long text", words).lines == kept
        in_a_name = verdict("name", words)
        assert in_a_name.lines == tuple(squeezed(line) for line in kept if seen_only(line)) or len(words) > 200
        assert in_a_name.refused.endswith("must be 200 characters or less") == (len(words) > 200)


def test_every_naughty_string_goes_in_by_a_page_and_comes_out_of_every_other(
    giver: Giver, worker: Worker, strings: list[str]
) -> None:
    for first in range(0, len(strings), BATCH):
        batch = strings[first : first + BATCH]
        reference = given_case(giver, batch)

        worker.opens(f"/case?ref={reference}")
        worker.stands_at(reference)
        assert shown(worker) == without_nothing(expected(batch))
        leave_a_note(worker, batch)

        assert_in_lists(worker, reference, batch)


def leave_a_note(worker: Worker, batch: list[str]) -> None:
    """A line of nothing but spaces is drawn as an empty one: Streamlit takes them away before a page is drawn."""
    note = "\n".join(words if words.strip() else "" for words in batch).strip()
    worker.page.get_by_label("Add a note").fill(note)
    worker.presses("Add the note")
    worker.reads("The note is added.")
    assert_harmless(worker)
    assert worker.shows(".w-note .w-body") == [note]


def assert_in_lists(worker: Worker, reference: str, batch: list[str]) -> None:
    """The outbox, the inbox, and what is found: by the strings themselves, and by the reference."""
    worker.opens("/outbox")
    worker.stands_at("Outbox")
    lines = worker.shows(".w-message .w-body")[0].split("\n")
    assert [line for line in lines if line.strip()] == [words for words in batch if words.strip()]
    assert_harmless(worker)

    words = squeezed(" ".join(batch))
    worker.opens("/inbox?view=teams&figure=unclaimed")
    worker.stands_at("Inbox")
    assert words in [squeezed(row) for row in worker.shows("td[data-name='Where or who']")]
    assert_harmless(worker)

    worker.opens(f"/find?{urlencode({'words': ' '.join(batch)})}")
    worker.page.get_by_role("heading", level=1, name="Cases with").wait_for()
    assert squeezed(worker.shows("h1")[0]) == f"Cases with “{words}”"
    assert_harmless(worker)

    worker.opens(f"/find?words={reference}")
    worker.stands_at(f"Cases with “{reference}”")
    assert any(words in squeezed(found) for found in worker.shows(".w-found p"))
    assert_harmless(worker)


def test_as_long_as_it_may_be_is_kept_and_longer_is_told(giver: Giver, worker: Worker) -> None:
    longest = {"text": "<b>" + "é" * 497, "long text": "](" + "\U0001f6a7" * 9_998, "name": "'" * 200}
    for kind, words in longest.items():
        assert verdict(kind, words).lines == (words,)
        assert "characters or less" in verdict(kind, words + "!").refused

    giver.opens(f"/apply?service={SERVICE}")
    giver.follows("Start now")
    for kind, words in longest.items():
        give_page(giver, kind, [words, words + "!"])
    giver.stands_at("Check your answers")
    giver.presses("Send")
    giver.stands_at("Sent")
    worker.opens(f"/case?ref={giver.reference()}")
    worker.stands_at(giver.reference())

    assert shown(worker) == {label(kind, 0): (words,) for kind, words in longest.items()}
    assert_harmless(worker)
