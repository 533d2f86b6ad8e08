"""Applying or reporting: the services, a service's first page, one page of questions at a time.

Somebody asked by email answers on the same pages: theirs name the task beside the case.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import streamlit as st

from components.controls import Raw
from components.wording import says
from desk.applying import BY_STAFF
from desk.faces import NOT_KEPT, heading_of, number_in, parts_done
from desk.uploading import Uploads
from desk.views import Applying, PageView, Sent
from engine.commands import Problems, Refusal
from screens import wiring
from screens.asked import asked_screen
from screens.check import PROBLEMS, check_screen, confirm, place_of, send
from screens.controls import draw, leads, paper
from screens.frame import for_everybody, for_staff, turned_away
from screens.full import unless_full
from screens.going import asked, count_telling, go, kept, say, tellings
from screens.helped import helped_screen
from screens.markup import path, show
from screens.speaking import kept as kept_language
from screens.speaking import language, of_reader
from screens.speaking import say as speak
from screens.typed import forget, typed
from workflows.translations import others_than

#: Where the page stands that was drawn last: a press on one that is gone by then counts for nothing.
DRAWN = "page drawn"
#: Turns away from a page whose answers are kept in a draft, whether they are acceptable or not.
Aside: TypeAlias = Callable[[Applying, str], None]


def apply_screen() -> None:
    """The address says what to draw: a service, a draft of it or what is asked in a case of theirs, and the page."""
    if asked("case") and not (asked("page") or asked("draft") or asked("task")):
        go("status", ref=asked("case"))
        return
    if not asked("service") and not asked("case"):
        _services()
        return
    view = _view()
    if isinstance(view, Refusal) and (sent := _sent_before()):
        confirm(sent, asked("case"), "" if sent.link else asked("task"))  # a guest gets no link
    elif isinstance(view, Refusal):
        turned_away("This page cannot be opened", [f"{view.reason}."], *_onward(view.reason))
    elif view.helped and not view.case:
        helped_screen(view)
    elif asked("parts"):
        _parts(view)
    elif view.guest and not (asked("draft") or asked("page")):
        asked_screen(view, view.guest)
    elif not (view.case or asked("draft") or asked("page")):
        _start(view)
    elif view.page is None:
        check_screen(view)
    else:
        _page(view, view.page)


def _services() -> None:
    actor = wiring.actor()
    if actor:
        for_staff("Begin a case", "", actor, "apply")
    else:
        for_everybody(says("Apply or report"), language=of_reader())
    held, here = wiring.applying().held(wiring.visitor()), language()
    show(
        "services", staff=actor is not None, services=wiring.applying().services(actor, here), lang=kept_language(),
        others=others_than(here, wiring.applying().languages()),
        drafts=[(one, path("resume", draft=one.key)) for one in held if one.kind == "draft"],
        cases=[(one, path("status", ref=one.key)) for one in held if one.kind == "case"],
    )  # fmt: skip


def _view() -> Applying | Refusal:
    page = number_in(asked("page"))
    who, now = wiring.visitor(), wiring.now()
    found: Applying | Refusal
    if asked("draft"):
        found = wiring.applying().resume(who, asked("draft"), page, now, asked("lang"))
    elif asked("case"):
        found = wiring.applying().asked(who, asked("case"), now, asked("lang"), asked("task"))
    elif (actor := wiring.actor()) and asked("practice"):
        found = wiring.practice().begin(wiring.applying(), who, actor, asked("service"), now)
    else:
        staff = None if _as_resident() else wiring.actor()
        found = wiring.applying().begin(who, asked("service"), now, staff, asked("lang"))
    return found


def _sent_before() -> Sent | None:
    """Where the server ended before they saw that it was sent, they come back to the address of the draft."""
    if not asked("draft"):
        return None
    return wiring.applying().sent_before(wiring.visitor(), asked("draft"), wiring.now(), wiring.actor())


def _onward(reason: str) -> list[tuple[str, str]]:
    """What is begun by staff opens to those who sign in."""
    others = [("/apply", "See what you can apply for or report")]
    if reason != BY_STAFF or wiring.actor():
        return others
    return [(path("sign-in", next=path("apply", service=asked("service"), lang=asked("lang"))), "Sign in"), *others]


def _as_resident() -> bool:
    """Staff may try a service as somebody would who is not signed in."""
    return asked("as") == "resident"


def _start(view: Applying) -> None:
    for_everybody(view.title, exits=view.exits, language=view.language)
    show("for_whom", view=view)
    chosen = {"as": asked("as"), "lang": view.language, "practice": asked("practice")}
    first = path("apply", service=view.service, page=view.page.number if view.page else 0, **chosen)
    actor = wiring.actor() if _as_resident() else None
    show(
        "start", view=view, first=first, begun_as=asked("as"), trying=actor is not None,
        contact=wiring.organisation().contact, designs=actor is not None and bool(actor.edits or actor.publishes),
    )  # fmt: skip


def _parts(view: Applying) -> None:
    """The sections of a long service, and which of them are done."""
    for_everybody(says("All parts"), view.title, exits=view.exits, language=view.language)
    first_open = next((name for name, done, _ in view.sections if not done), "")
    counted = speak(parts_done(view))
    show("parts", view=view, first_open=first_open, counted=counted, address=address_of(view, None))


def address_of(view: Applying, page: int | None) -> dict[str, Any]:
    """The words of the address of a page; no page is where they are, or "Check your answers"."""
    return {
        "service": view.service, "case": view.case, "task": view.task, "draft": view.draft, "page": page,
        "lang": view.language, "practice": "yes" if view.practice else "",
    }  # fmt: skip


def _page(view: Applying, page: PageView) -> None:
    place = place_of(view, page)
    problems = problems_of(place)
    heading, alone = heading_of(page, view.title, view.asks if view.offered else "")
    for_everybody(heading, view.title, problems=bool(problems), exits=view.exits, language=view.language)
    show("for_whom", view=view)
    show(
        "page_top", caption=page.section or view.title, heading="" if alone else heading,
        back=_back(view), told=view.told, folded=view.offered, telling=tellings(),
        problems=leads(page.asked, page.raw, view.seen, place, problems),
    )  # fmt: skip
    st.session_state[DRAWN] = place
    sheet, button = paper(page.asked, view.seen, f"page-{place}")
    with sheet:
        draw(page.asked, page.raw, view.seen, place, problems, alone=alone)
        with st.container(key="turns", horizontal=True, gap="small"):
            button(speak("Continue"), type="primary", on_click=_continue, args=(view, page, place))
            button(speak("Save and come back later"), on_click=_continue, args=(view, page, place, _come_back))
            if len(view.sections) > 1:
                button(speak("Save and see all parts"), on_click=_continue, args=(view, page, place, _see_parts))
    if view.told and view.offered:
        show("told_before", told=view.told)
    show("simple", simple=_simple(view, page.number))


def _back(view: Applying) -> str:
    """To the page before; from the first one, to where they came from."""
    if view.back is not None:
        return path("apply", **address_of(view, view.back))
    if view.case and not view.guest:
        return path("status", ref=view.case)
    return path("apply", service=view.service, case=view.case, task=view.task, lang=view.language)


def _simple(view: Applying, page: int) -> str:
    """The same page in the other version; what staff answer for somebody, or to practise, is on the screens alone."""
    at = {name: word for name, word in address_of(view, page).items() if name not in ("service", "practice")}
    staff = view.helped or view.practice or asked("as")
    return "" if staff else path(f"apply/{view.service}/questions", **at)


def problems_of(place: str) -> dict[str, Any]:
    """The problems of this page alone; those of a page left behind are forgotten."""
    where, problems = kept(PROBLEMS, ("", {}))
    if where != place:
        st.session_state.pop(PROBLEMS, None)
        return {}
    return dict(problems)


@unless_full()
def _continue(view: Applying, page: PageView, place: str, aside: Aside | None = None) -> None:
    """Accept the page and turn to the next, or say what is wrong. `aside`: keep it as it is, and turn there."""
    if kept(DRAWN) != place:
        return
    uploads = Uploads(wiring.desk().files, wiring.visitor())
    raw = typed(page.asked, page.raw, view.seen, place, uploads.keep)
    unfinished = aside is not None or uploads.refused != ""
    answer = wiring.applying().save(wiring.visitor(), view, raw, wiring.now(), unfinished)
    if isinstance(answer, Problems):
        _say_wrong(view, page, place, raw, uploads, answer)
        return
    uploads.settle(before=page.raw, after=raw)
    if uploads.refused:
        st.session_state.pop(PROBLEMS, None)
        say(uploads.refused, wrong=True)
        go("apply", **address_of(answer, page.number))
        return
    leave(place)
    if aside:
        aside(view, answer.draft)
    else:
        _turn(answer)


def _say_wrong(
    view: Applying, page: PageView, place: str, raw: Mapping[str, Raw], uploads: Uploads, wrong: Problems
) -> None:
    """A file that was kept is kept for a draft: where there is none yet, the page goes on as one."""
    count_telling()
    begun = None
    if wrong.by_question and uploads.kept and not view.draft:
        begun = wiring.applying().save(wiring.visitor(), view, raw, wiring.now(), unfinished=True)
    uploads.settle(before=page.raw, after=raw if view.draft or begun else page.raw)
    if not wrong.by_question:
        say(NOT_KEPT, wrong=True)
    if isinstance(begun, Applying):
        leave(place)
        place = place_of(begun, page)
        go("apply", **address_of(begun, page.number))
    st.session_state[PROBLEMS] = (place, wrong.by_question)


def _come_back(view: Applying, draft: str) -> None:
    go("later", **address_of(view, None) | {"draft": draft})


def _see_parts(view: Applying, draft: str) -> None:
    go("apply", **address_of(view, None) | {"draft": draft}, parts="yes")


def leave(place: str) -> None:
    st.session_state.pop(PROBLEMS, None)
    st.session_state.pop(DRAWN, None)
    forget(place)


def _turn(view: Applying) -> None:
    """To the next page, to "Check your answers", or to the end where the service checks nothing."""
    if view.page is None and not view.checks:
        send(view)
    else:
        go("apply", **address_of(view, view.page.number if view.page else None))
