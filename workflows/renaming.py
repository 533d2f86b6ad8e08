"""Renames a thing wherever it is named. Each edit is an exact span, so that all else stays byte for byte.

What comes of it is read again: every name must mean what it meant before, and no fault may be new.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from components.joining import joined
from workflows.checks.service import WITHDRAWN
from workflows.faults import Fault, Faulty, Place, did_you_mean
from workflows.load import ORGANISATION, check_group, examine
from workflows.mentioned import Mention, Sort, Thing
from workflows.mentions import is_translation, mentions, original_of
from workflows.settings import KEBAB, RESERVED, SNAKE
from workflows.shared import is_group

#: Shared names are written with hyphens.
SHARED: tuple[Sort, ...] = ("team", "group of teams", "calendar", "service", "shared group")
#: An option with none of the marks that have to be written otherwise in quotes.
PLAIN = re.compile(r"""(?!not |missing$|-$)[^\s"'|\\\[\]{}][^"|\\\n]*(?<!\s)""")
LINE_ENDS = re.compile(r"\r\n|\r|\n")
OUTSIDE = "{} comes from outside by that name, so it cannot be called otherwise here"


class CannotRename(Exception):
    """Why a name stays as it is, in a sentence; `faults` are what the other name would bring."""

    def __init__(self, sentence: str, faults: Iterable[Fault] = ()) -> None:
        self.faults = tuple(faults)
        super().__init__(sentence)


@dataclass(frozen=True)
class Renamed:
    """The texts that are others now, each by its path, and everywhere that the thing was named."""

    thing: Thing
    files: Mapping[str, str]
    mentions: tuple[Mention, ...]
    #: The file that goes by another name now: where it stood, and where it is to stand.
    moved: tuple[str, str] | None = None


def where_used(files: Mapping[str, str], name: str, path: str = "") -> tuple[Mention, ...]:
    """Everywhere that something of this name is named: of the definition at `path`, or of all."""
    return tuple(one for one in mentions(files) if _is(one.thing, name) and (not path or _of(one, path)))


def _is(thing: Thing, name: str) -> bool:
    if thing.sort == "option":
        return thing.value == name
    return name in (thing.name, thing.called)


def _of(mention: Mention, path: str) -> bool:
    """Whether a definition makes it, or names it."""
    file = mention.place.file
    return path in (mention.thing.owner, file, original_of(file) if is_translation(file) else file)


def rename(files: Mapping[str, str], path: str, old: str, new: str, sort: str = "", question: str = "") -> Renamed:
    """The texts in which what the definition at `path` calls `old` is called `new`.

    `sort` says which is meant where several things have that name; `question` names the question of an option.
    Raises `CannotRename`, and `Faulty` where a file cannot be read.
    """
    known = mentions(files)
    thing = _meant(known, path, old, sort, question)
    new = new.rpartition(".")[2] if thing.sort == "answer" else new
    _check_name(thing, new, known)
    used = tuple(one for one in known if one.thing == thing)
    if any(one.fixed for one in used):
        raise CannotRename(OUTSIDE.format(f"“{thing.called}”"))
    edited = {file: _edited(files[file], [one.place for one in used if one.place.file == file], thing.called, new)
              for file in {one.place.file for one in used}}  # fmt: skip
    done = Renamed(thing, edited, used, _moved(thing, path, new))
    _check_meaning(files, known, done, new)
    return done


def _meant(known: Iterable[Mention], path: str, old: str, sort: str, question: str) -> Thing:
    made = {one.thing for one in known if one.declares and one.place.file == path}
    if question:
        options = {one for one in made if one.sort == "option" and _is(replace(one, sort="answer", value=""), question)}
        found = sorted(one for one in options if one.value == old)
        others = [one.value for one in options]
    else:
        found = sorted(one for one in made if one.sort != "option" and _is(one, old) and sort in ("", one.sort))
        found = [one for one in found if one.name == old] if len({one.sort for one in found}) == 1 and any(
            one.name == old for one in found) else found  # fmt: skip
        others = [one.name for one in made if one.sort != "option"]
    if not found:
        cure = did_you_mean(old, others) or "wherry where-used says where a name stands"
        raise CannotRename(f"{PurePosixPath(path).name} makes nothing that is called “{old}”. {cure}")
    if len(found) > 1:
        said = joined(str(one) for one in found)
        sorts = {one.sort for one in found}
        cure = f"Say which with --as {found[0].sort}" if len(sorts) > 1 else "Write its whole name"
        raise CannotRename(f"“{old}” is {said}. {cure}")
    return found[0]


def _check_name(thing: Thing, new: str, known: Iterable[Mention]) -> None:
    if thing.sort == "service":
        raise CannotRename("A service’s name never changes: its cases and its published versions go by it")
    if thing == replace(thing, sort="outcome", name=WITHDRAWN):
        raise CannotRename(f"{WITHDRAWN} is the outcome of every case that is withdrawn, so it keeps its name")
    shape = PLAIN if thing.sort == "option" else KEBAB if thing.sort in SHARED else SNAKE
    if new in RESERVED and thing.sort != "option":
        raise CannotRename(f"“{new}” means something else already")
    if not shape.fullmatch(new):
        how = {SNAKE: "small letters, figures and _", KEBAB: "small letters, figures and -"}.get(shape)
        raise CannotRename(f"“{new}” cannot be its name: write {how or 'words that need no quotes'}")
    if new == thing.called:
        raise CannotRename(f"It is called “{new}” already")
    other = _renamed(thing, new)
    if other in {one.thing for one in known if one.declares}:
        raise CannotRename(f"There is {other} already")


def _renamed(thing: Thing, new: str) -> Thing:
    if thing.value:
        return replace(thing, value=new)
    around, dot, _ = thing.name.rpartition(".")
    return replace(thing, name=around + dot + new)


def _moved(thing: Thing, path: str, new: str) -> tuple[str, str] | None:
    """A shared group goes by the name of its file."""
    return (path, str(PurePosixPath(path).with_name(f"{new}.yaml"))) if thing.sort == "shared group" else None


# Spans


def _edited(text: str, places: Iterable[Place], old: str, new: str) -> str:
    """The text with `new` at these places, where `old` stands."""
    starts = [0, *(found.end() for found in LINE_ENDS.finditer(text))]
    for place in sorted(places, reverse=True):
        at = starts[place.line - 1] + place.column - 1 + (place.line == 1 and text.startswith("\ufeff"))
        at += text[at] in ("'", '"') and not old.startswith(text[at])
        if text[at : at + len(old)] != old:
            raise CannotRename(f"{place}: “{old}” is written otherwise here. Write it plainly first")
        text = text[:at] + new + text[at + len(old) :]
    return text


# What comes of it


def _check_meaning(files: Mapping[str, str], known: tuple[Mention, ...], done: Renamed, new: str) -> None:
    """Everything that was named is named still, and nothing else; no fault is new."""
    after = _with(files, done)
    try:
        now = mentions(after)
    except Faulty as error:
        raise CannotRename(f"“{new}” cannot stand everywhere that “{done.thing.called}” does", error.faults) from None
    wanted = sorted((one.place.line, _thing_after(one.thing, done, new)) for one in known)
    if wanted != sorted((one.place.line, one.thing) for one in now):
        raise CannotRename(f"With the name “{new}” something would mean something else than it does now")
    before = {(one.place.line, one.code) for path in _read_again(files, done) for one in _faults(files, path)}
    brought = [one for path in _read_again(after, done) for one in _faults(after, path)
               if (one.place.line, one.code) not in before]  # fmt: skip
    if brought:
        raise CannotRename(f"“{new}” cannot be its name: see what that would bring", dict.fromkeys(brought))


def _with(files: Mapping[str, str], done: Renamed) -> dict[str, str]:
    after = {**files, **done.files}
    if done.moved:
        after[done.moved[1]] = after.pop(done.moved[0])
    return after


def _thing_after(thing: Thing, done: Renamed, new: str) -> Thing:
    """What a thing is afterwards: what is inside an answer, or is an option of it, goes by its name, too."""
    old, moved = done.thing, done.moved
    if thing == old:
        return _renamed(old, new)
    owner = moved[1] if moved and thing.owner == moved[0] else thing.owner
    if old.sort == "answer" and thing.sort in ("answer", "option") and owner == old.owner:
        inside = thing.name == old.name or thing.name.startswith(f"{old.name}.")
        if inside:
            return replace(thing, name=_renamed(old, new).name + thing.name[len(old.name) :])
    return replace(thing, owner=owner)


def _read_again(files: Mapping[str, str], done: Renamed) -> list[str]:
    """The services and groups that read something else now."""
    changed = set(done.files) & set(files)
    whole = any(is_group(path) or PurePosixPath(path).name == ORGANISATION for path in changed)
    services = [path for path in files if not is_translation(path) and PurePosixPath(path).name != ORGANISATION]
    changed |= {original_of(path) for path in changed if is_translation(path)}
    return sorted(path for path in services if whole or path in changed)


def _faults(files: Mapping[str, str], path: str) -> list[Fault]:
    found = check_group(files[path], path) if is_group(path) else examine(files, path).faults
    return [fault for fault in found if fault.level == "fault"]
