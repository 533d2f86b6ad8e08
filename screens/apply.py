"""Applying or reporting: the services, a service's first page, one page of questions at a time.

Somebody asked by email answers on the same pages: theirs name the task beside the case.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

import streamlit as st

from desk.applying import BY_STAFF
from desk.views import Applying, PageView, Sent
from engine.commands import Problems, Refusal
from screens import wiring
from screens.asked import asked_screen
from screens.check import check_screen, confirm, send
from screens.controls import draw, leads, paper
from screens.frame import for_everybody, for_staff, not_found
from screens.full import unless_full
from screens.going import asked, count_telling, go, kept, say, tellings
from screens.helped import helped_screen
from screens.markup import path, show
from screens.typed import forget, typed
from screens.uploads import Uploads

#: The problems of the page last sent, and where it stood.
PROBLEMS = "problems"
#: Where the page stands that was drawn last: a press on one that is gone by then counts for nothing.
DRAWN = "page drawn"
#: Turns away from a page whose answers are kept in a draft, whether they are acceptable or not.
Aside: TypeAlias = Callable[[Applying, str], None]
NOT_KEPT = "We could not save this page. Go back to the start, or open your link again."


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
        for_everybody("This page cannot be opened")
        not_found("This page cannot be opened", [f"{view.reason}."], *_onward(view.reason))
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
        for_everybody("Apply or report")
    held = wiring.applying().held(wiring.visitor())
    show(
        "services", staff=actor is not None, services=wiring.applying().services(actor),
        drafts=[(path("resume", draft=key), title) for kind, key, title in held if kind == "draft"],
        cases=[(path("status", ref=key), title) for kind, key, title in held if kind == "case"],
    )  # fmt: skip


def _view() -> Applying | Refusal:
    page = int(asked("page")) if asked("page").isdecimal() else None
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
    for_everybody(view.title)
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
    for_everybody("All parts", view.title)
    first_open = next((name for name, done, _ in view.sections if not done), "")
    show("parts", view=view, first_open=first_open, address=address_of(view, None))


def place_of(view: Applying, page: PageView) -> str:
    return f"{view.service}.{view.case}.{view.task}.{view.draft}.{page.number}"


def address_of(view: Applying, page: int | None) -> dict[str, Any]:
    """The words of the address of a page; no page is where they are, or "Check your answers"."""
    return {
        "service": view.service, "case": view.case, "task": view.task, "draft": view.draft, "page": page,
        "lang": view.language, "practice": "yes" if view.practice else "",
    }  # fmt: skip


def _page(view: Applying, page: PageView) -> None:
    place = place_of(view, page)
    problems = problems_of(place)
    asking = [one for one in page.asked if one.question.asks]
    alone = len(asking) == 1 and not view.offered
    heading = asking[0].question.label if alone else page.title or (view.asks if view.offered else view.title)
    for_everybody(heading, view.title, problems=bool(problems))
    show("for_whom", view=view)
    show(
        "page_top", caption=page.section or view.title, heading="" if alone else heading,
        back=_back(view), told=view.told, folded=view.offered, telling=tellings(),
        problems=leads(page.asked, page.raw, view.seen, place, problems),
    )  # fmt: skip
    st.session_state[DRAWN] = place
    sheet, button = paper(page.asked, f"page-{place}")
    with sheet:
        draw(page.asked, page.raw, view.seen, place, problems, alone=alone)
        button("Continue", type="primary", on_click=_continue, args=(view, page, place))
        button("Save and come back later", on_click=_continue, args=(view, page, place, _come_back))
        if len(view.sections) > 1:
            button("Save and see all parts", on_click=_continue, args=(view, page, place, _see_parts))
    if view.told and view.offered:
        show("told_before", told=view.told)


def _back(view: Applying) -> str:
    """To the page before; from the first one, to where they came from."""
    if view.back is not None:
        return path("apply", **address_of(view, view.back))
    if view.case and not view.guest:
        return path("status", ref=view.case)
    return path("apply", service=view.service, case=view.case, task=view.task, lang=view.language)


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
    uploads = Uploads()
    raw = typed(page.asked, page.raw, view.seen, place, uploads.keep)
    unfinished = aside is not None or uploads.refused != ""
    answer = wiring.applying().save(wiring.visitor(), view, raw, wiring.now(), unfinished)
    uploads.settle(before=page.raw, after=page.raw if isinstance(answer, Problems) and not view.draft else raw)
    if isinstance(answer, Problems):
        st.session_state[PROBLEMS] = (place, answer.by_question)
        count_telling()
        if not answer.by_question:
            say(NOT_KEPT, wrong=True)
        return
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
