"""Cases that belong together: link one with another, say that two are not the same, split one in two."""

from functools import partial

import streamlit as st

from components.base import Said
from components.choice import Choice
from components.choices import Choices
from components.text import OneLineText
from desk.finding import MOST, Found
from desk.likeness import Alike
from desk.linking import LinkView, Splitting
from desk.sheets import Answers, one
from desk.views import CaseView
from engine.commands import Actor, LinkCases, Problems, Refusal, UnlinkCases
from screens import wiring
from screens.doing_letters import back
from screens.going import asked, go, kept, say
from screens.markup import path, show
from screens.sheet import Sheet, draw_sheet
from screens.text import plain

#: So many of those found are offered to choose from.
FEW = 10
NONE = "We find no case by this that you may see: check the reference, or use fewer words"
#: Cases that look like another one, by that one's reference: looked for once while somebody works.
ALIKE = "alike"


def draw_linking(actor: Actor, case: CaseView) -> None:
    """By its reference at once; by any other words, of what they find one is chosen next."""
    words = asked("sought")
    found = _found(actor, case, words) if words else ()
    _choosing(actor, case, words, found) if found else _naming(actor, case)
    alike = alike_of(actor, case.reference)
    if alike:
        show("section", title="These look like this one")
    for each in alike:
        _alike(actor, case, each)


def _found(actor: Actor, case: CaseView, words: str) -> tuple[Found, ...]:
    """What the search finds by the same words, but for this case itself."""
    return tuple(one for one in wiring.finding().find(actor, words) if one.reference != case.reference)


def _naming(actor: Actor, case: CaseView) -> None:
    def act(answers: Answers, token: str) -> object:
        typed, why = str(answers["other"]), str(answers["why"] or "")
        other = wiring.linking().named(actor, case.reference, typed)
        if other:
            done = wiring.desk().do(LinkCases(actor, wiring.now(), case.reference, other, token, why=why))
            return done if isinstance(done, Refusal | Problems) else ("", "")
        return (typed, why) if _found(actor, case, typed) else Problems({"other": (Said(NONE),)})

    draw_sheet(Sheet(
        f"link.{case.reference}", "Link this case with another", "Link them",
        (one("other", OneLineText(label="Which is the other case?",
                                  hint="Its reference, or a name, a road or any other word that finds it")),
         one("why", OneLineText(label="Why do they belong together?", optional=True))),
        act, "", lambda onward: _named(case, *onward),
        ("Each page then shows the other, to whoever may see it.",),
        wanting={"other": "Enter the reference of the other case, or words that find it"},
    ))  # fmt: skip


def _named(case: CaseView, words: str, why: str) -> None:
    """Words go on to what they found."""
    if words:
        go("case", ref=case.reference, task=asked("task"), do="link", sought=words, why=why)
        return
    say("The two cases are linked.")
    _linked(case)


def _choosing(actor: Actor, case: CaseView, words: str, found: tuple[Found, ...]) -> None:
    def act(answers: Answers, token: str) -> object:
        other = str(answers["other"])
        return wiring.desk().do(LinkCases(actor, wiring.now(), case.reference, other, token, why=asked("why")))

    options = [
        {"value": each.reference, "label": f"{each.reference} {each.service_title}",
         "hint": ", ".join(one for one in (each.applicant, each.words, "closed" if each.closed else "") if one)}
        for each in found[:FEW]
    ]  # fmt: skip
    more = f", and the newest {FEW} stand here. Another word makes them fewer." if len(found) > FEW else "."
    count = "1 case has" if len(found) == 1 else f"{len(found)} cases have" if len(found) < MOST else "Many cases have"
    again = path("case", ref=case.reference, task=asked("task"), do="link")
    draw_sheet(Sheet(
        f"link.{case.reference}.{words}", "Link this case with another", "Link them",
        (one("other", Choice.model_validate({"label": "Which is the other case?", "options": options})),), act,
        "The two cases are linked.", lambda _: _linked(case), (f"{count} “{words}”{more}",),
        {"other": found[0].reference} if len(found) == 1 else {}, wanting={"other": "Select the other case"},
    ))  # fmt: skip
    show("more", title="", links=[(again, "Look for another one")])


def _alike(actor: Actor, case: CaseView, each: Alike) -> None:
    with st.container(key=f"alike-{each.reference}"):
        show("alike", one=each)
        with st.container(horizontal=True):
            st.button(f"Link them :gray[{plain(each.reference)}]", key=f"link.{each.reference}",
                      on_click=_say_of, args=(actor, case, each.reference, False))  # fmt: skip
            st.button(f"They are not the same :gray[{plain(each.reference)}]", key=f"apart.{each.reference}",
                      on_click=_say_of, args=(actor, case, each.reference, True))  # fmt: skip


def alike_of(actor: Actor, reference: str) -> tuple[Alike, ...]:
    found: dict[str, tuple[Alike, ...]] = st.session_state.setdefault(ALIKE, {})
    if reference not in found:
        found[reference] = wiring.likeness().of(actor, reference, wiring.now())
    return found[reference]


def _say_of(actor: Actor, case: CaseView, other: str, apart: bool) -> None:
    """What is said of a pair is said once: the same press again finds it said."""
    command = LinkCases(actor, wiring.now(), case.reference, other, wiring.new_id(), apart=apart)
    done = wiring.desk().do(command)
    if isinstance(done, Refusal):
        say(done.reason, wrong=True)
        return
    say("It will not be shown as alike any more." if apart else "The two cases are linked.")
    _linked(case) if not apart else _forget(case.reference)


def _linked(case: CaseView) -> None:
    _forget(case.reference)
    back(case)


def _forget(reference: str) -> None:
    kept(ALIKE, {}).pop(reference, None)


def draw_links(actor: Actor, case: CaseView) -> None:
    """Beside a case: what it is linked with, and whether another looks like it."""
    links = wiring.linking().links(actor, case.reference, wiring.now())
    alike = alike_of(actor, case.reference)
    show("links", links=links, alike=alike, reference=case.reference, task=asked("task"))
    for each in links:
        if each.may_unlink:
            st.button(
                f"Undo the link with {plain(each.reference)}", key=f"unlink.{each.reference}", type="tertiary",
                on_click=_unlink, args=(actor, case, each),
            )  # fmt: skip


def _unlink(actor: Actor, case: CaseView, each: LinkView) -> None:
    done = wiring.desk().do(UnlinkCases(actor, wiring.now(), each.holder, each.other, wiring.new_id()))
    _forget(case.reference)
    say(done.reason, wrong=True) if isinstance(done, Refusal) else say("The link is undone.")


def draw_splitting(actor: Actor, case: CaseView) -> None:
    """First what goes into the new case as it is; then what is otherwise there."""
    found = wiring.linking().splitting(actor, case.reference, wiring.now())
    if isinstance(found, Refusal):
        show("said", sentence=found.reason, wrong=True)
    elif asked("same"):
        same = frozenset(asked("same").split(","))
        _anew(actor, case, tuple(each for each in found if each.answer in same),
              tuple(each for each in found if each.answer not in same))  # fmt: skip
    else:
        _what_stays(case, found)


def _what_stays(case: CaseView, found: tuple[Splitting, ...]) -> None:
    options = [
        {"value": each.answer, "label": each.label, "hint": ", ".join(each.lines) or "Sensitive, so not shown here"}
        for each in found
    ]
    question = Choices.model_validate({"label": "What is the same in both?", "options": options, "optional": True})
    draw_sheet(Sheet(
        f"split.{case.reference}", "Split this case in two", "Go on", (one("same", question),),
        lambda answers, _: ",".join(answers["same"]) or "-", "", partial(_on, case),
        ("The new case is one of the same service, linked with this one. What is not the same you answer next.",),
        {"same": [each.answer for each in found]},
    ))  # fmt: skip


def _on(case: CaseView, same: str) -> None:
    go("case", ref=case.reference, task=asked("task"), do="split", same=same)


def _anew(actor: Actor, case: CaseView, same: tuple[Splitting, ...], other: tuple[Splitting, ...]) -> None:
    def act(answers: Answers, token: str) -> object:
        ids = tuple(each.answer for each in same)
        return wiring.linking().split(actor, case.reference, ids, dict(answers), token, wiring.now())

    labels = ", ".join(f"“{each.label}”" for each in same)
    named = f"The same in both: {labels}." if same else "Nothing is the same in both."
    draw_sheet(Sheet(
        f"split.{case.reference}.{asked('same')}", "Split this case in two", "Make the new case",
        tuple(each.asked for each in other), act, "The new case is made, and linked with the one it was split from.",
        lambda made: go("case", ref=made), (named,),
        keep=partial(wiring.desk().files.keep, actor.id), as_typed=frozenset(each.answer for each in other),
    ))  # fmt: skip
