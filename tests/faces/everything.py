"""A service that asks a question of every kind that is installed, from the samples of each."""

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from components.base import Question
from components.registry import kinds

#: What the samples name: partners in a group, beside the team that owns the service.
ORGANISATION = """\
organisation: Norfolk County Council
teams: {highways: Highways, parks: Parks, legal: Legal services, finance: Finance}
partners: {national-highways: National Highways, norwich-city: Norwich City Council}
groups: {road-owners: [national-highways, norwich-city]}
"""
#: What every service of these tests has: where it is listed by, and how the applicant is reached.
ALSO = {
    "place": {"type": "text", "label": "Where is it"},
    "email": {"type": "email", "label": "Email", "optional": "yes"},
    "phone": {"type": "phone", "label": "Phone", "optional": "yes"},
}


def asking() -> dict[str, Question]:
    """One of each kind that asks, by the name of its answer."""
    return {answer_of(name): kind.model_validate(kind.sample) for name, kind in kinds().items() if kind.asks}


def answer_of(kind: str) -> str:
    return f"a_{kind.replace(' ', '_')}"


def page_of(questions: Mapping[str, Any], title: str = "Everything") -> dict[str, Any]:
    return {"title": title, "questions": questions}


def questions(names: Iterable[str]) -> dict[str, Any]:
    """Each may be left out, as a file that belongs to another case has to be."""
    return {answer_of(name): {"type": name, "optional": "yes"} | written(kinds()[name].sample) for name in names}


def steps(*pages: dict[str, Any]) -> str:
    """The first step of a service, as text."""
    return str(yaml.safe_dump([{"ask": "report", "pages": list(pages)}], allow_unicode=True, sort_keys=False))


def everything() -> str:
    return steps(page_of(questions(name for name, kind in kinds().items() if kind.asks)), page_of(ALSO, "You"))


def written(sample: Any) -> Any:
    """As a designer writes it: our words for true and false."""
    match sample:
        case bool():
            return "yes" if sample else "no"
        case dict():
            return {name: written(value) for name, value in sample.items()}
        case list():
            return [written(value) for value in sample]
    return sample
