"""The addresses of the plain pages, and of the same places in the other version."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from desk.views import Applying
from engine.who.people import Link

#: Stands in an address where no service is named.
NO_SERVICE = "-"
#: The list of what can be begun.
SERVICES = "/apply/"
#: Says in an address of the other version that it has no plain page: else one would lead to the other without end.
SCREENS_ALONE = {"needs": "script"}


def address(service: str, what: str = "", /, **query: object) -> str:
    """What is empty is left out of it."""
    kept = {name: value for name, value in query.items() if value not in ("", None)}
    path = "/".join(["/apply", quote(service, safe=""), *([what] if what else [])])
    return f"{path}?{urlencode(kept)}" if kept else path


def services(language: str = "") -> str:
    """The list of what can be begun, in the language that somebody has chosen."""
    return f"{SERVICES}?{urlencode({'lang': language})}" if language else SERVICES


def place(view: Applying) -> dict[str, str]:
    """The words of an address that say where somebody is."""
    return {"draft": view.draft, "case": view.case, "task": view.task, "lang": view.language}


def page_of(view: Applying, page: int | None = None, **query: object) -> str:
    """A page of questions; none is where they are, or "Check your answers"."""
    return address(view.service, "questions", **place(view), page=page, **query)


def where(link: Link) -> str:
    """Where a return link leads, for whoever takes it to the plain pages."""
    if link.kind == "case":
        return address(link.service, "status", ref=link.id)
    return address(link.service, "questions" if link.kind == "draft" else "", **link.named())


def other_version(path: str, /, **query: object) -> str:
    kept = {name: value for name, value in query.items() if value not in ("", None)}
    return f"/{path}?{urlencode(kept)}" if kept else f"/{path}"


def full(view: Applying, page: int | None = None, **query: object) -> str:
    """The same page of questions in the other version."""
    return other_version("apply", service=view.service, **place(view), page=page, **query)


def twin(screen: str, asked: Mapping[str, str]) -> str:
    """The plain page of what a screen's address shows a resident; "" where only staff have that screen."""
    if SCREENS_ALONE.items() <= asked.items():
        return ""
    named = {name: asked.get(name, "") for name in ("draft", "case", "task", "page", "lang")}
    service = asked.get("service") or NO_SERVICE
    if screen == "apply":
        return _applying(service, asked, named)
    if screen in ("status", "sent"):
        return address(NO_SERVICE, "status", ref=asked.get("ref", ""), lang=named["lang"])
    if screen == "document":
        return address(NO_SERVICE, screen, ref=asked.get("ref", ""), name=asked.get("name", ""), lang=named["lang"])
    if screen in ("resume", "later"):
        return address(service, screen, **named)
    return "" if screen else services(named["lang"])


def _applying(service: str, asked: Mapping[str, str], named: Mapping[str, str]) -> str:
    if asked.get("case") and not (named["page"] or named["draft"] or named["task"]):
        return address(NO_SERVICE, "status", ref=asked["case"])
    if not (asked.get("service") or asked.get("case")):
        return services(named["lang"])
    if asked.get("answers") or asked.get("at"):
        return address(service, "guide", answers=asked.get("answers"), at=asked.get("at"), lang=named["lang"])
    return address(service, "questions" if named["page"] or named["draft"] else "", **named)
