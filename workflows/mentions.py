"""Every place in a folder of definitions where something is named: what it is, and where the name begins.

Definitions are read as they are written and not checked, so that a place is found also where something is wrong.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from workflows.declared import NAMED_BY_VERB, House, Known, Standing, in_entries, in_list
from workflows.due import ASKED_FOR_MORE
from workflows.mentioned import Mention, Mentions, Reader, Sort, Thing
from workflows.reading import Word, place_inside, read
from workflows.settings import Entries, entries
from workflows.shared import is_group, is_use
from workflows.translations import is_language

ORGANISATION = "organisation.yaml"
#: The verbs whose answers come from others, who know them by their names.
FROM_OTHERS = ("call", "run", "wait for")
#: What is declared by name below these words of a service, and the words of each that are templates.
WORDED: tuple[tuple[str, Sort, tuple[str, ...]], ...] = (
    ("messages", "message", ("subject", "body")),
    ("documents", "document", ("title", "body")),
    ("outcomes", "outcome", ("title", "body")),
)
#: What stands in an example beside answers, and what it names.
EXPECTED: Mapping[str, Sort] = {"sent": "message", "made": "document", "open": "step"}
PLAYED = ("fails", "extends")
PEOPLE = ("withdraws", "reopens")


def mentions(files: Mapping[str, str]) -> tuple[Mention, ...]:
    """Every mention in these files, in reading order. Raises `Faulty` where one is no YAML that can be read."""
    data: dict[str, Entries] = {path: entries(read(text, path)) for path, text in files.items()}
    organisation = next((one for path, one in data.items() if _is_organisation(path)), None)
    known = {path: Known.of(path, one) for path, one in data.items() if not _is_organisation(path)}
    top = in_entries(organisation)
    teams = frozenset(key for word in ("teams", "partners") for key in in_entries(top.get(word)))
    house = House(teams, frozenset(in_entries(top.get("groups"))), known)
    found = set(_in_organisation(organisation, house) if organisation else ())
    for path, one in known.items():
        found.update(_in_file(path, one, house))
    return tuple(sorted(found))


def _in_file(path: str, known: Known, house: House) -> Mentions:
    if is_group(path):
        yield from Reader(known, house).shared("shared group", known.data.get("shared"), declares=True)
        yield from _questions(Reader(known, house), known.data.get("questions"), "")
    elif is_translation(path):
        original = house.services.get(original_of(path))
        yield from _Translation(Reader(original, house), known.data).all() if original else ()
    else:
        yield from _Service(known, house).all()


def is_translation(path: str) -> bool:
    return is_language(PurePosixPath(path).parent.name)


def original_of(path: str) -> str:
    """The service whose words in another language stand at `path`."""
    here = PurePosixPath(path)
    return str(here.parent.parent / here.name)


def _is_organisation(path: str) -> bool:
    return PurePosixPath(path).name == ORGANISATION


def _in_organisation(data: Entries, house: House) -> Mentions:
    reader = Reader(Known("", data), house)
    for word, sort in (
        ("teams", "team"),
        ("partners", "team"),
        ("groups", "group of teams"),
        ("calendars", "calendar"),
    ):
        for key in _keys(data.get(word)):
            yield from reader.shared(sort, key, declares=True)  # type: ignore[arg-type]  # a pair is no literal
    for members in in_entries(data.get("groups")).values():
        for member in _words(members):
            yield from reader.shared("team", member)


def _keys(data: Any) -> list[Word]:
    """The names of a group of words, each where it stands."""
    return [Word(key, data.keys_at[key], "plain") for key in data] if isinstance(data, Entries) else []


def _words(value: Any) -> list[Any]:
    """One word, or the words of a list."""
    return [value] if isinstance(value, Word) else list(in_list(value))


def _questions(reader: Reader, data: Any, prefix: str) -> Mentions:
    """Questions by name: each declared, and what it names."""
    names = {name: prefix + name for name in in_entries(data)} if prefix else {}
    reader = replace(reader, beside={**reader.beside, **names})
    for key in _keys(data):
        value = data[key.text]
        if isinstance(value, Word):
            yield from reader.answer(key, key.text)
            continue
        yield from reader.answer(key, key.text, declares=True)
        if isinstance(value, Entries):
            yield from _question(reader, value, prefix + key.text)


def _question(reader: Reader, data: Entries, path: str) -> Mentions:
    for word in ("when", "accept when", "value"):
        yield from reader.expression(data.get(word))
    yield from _of_kind(reader, data, path)
    if is_use(data):
        yield from reader.shared("shared group", data["use"])
    if isinstance(data.get("options"), Entries):
        yield from reader.shared("shared group", data["options"].get("from"))
    for option in in_list(data.get("options")):
        value = option.get("value") if isinstance(option, Entries) else option
        yield from reader.options_of(path, value, declares=True)
    yield from _questions(reader, data.get("questions"), f"{path}.")


def _of_kind(reader: Reader, data: Entries, path: str) -> Mentions:
    """What a question names in settings of its kind."""
    match data.get("type"):
        case Word(text="team"):
            yield from reader.shared("group of teams", data.get("of"))
        case Word(text="summary"):
            for word in (one for one in in_list(data.get("of")) if isinstance(one, Word)):
                yield from reader.answer(word, word.text.strip(), word.text.find(word.text.strip()))
        case Word(text="table"):
            total = data.get("total")
            if isinstance(total, Word) and (thing := reader.thing(f"{path}.{total.text.strip()}")):
                yield Mention(place_inside(total, 0), thing)


class _Service:
    """A service, from its top to its examples."""

    def __init__(self, known: Known, house: House) -> None:
        self.known, self.data, self.reader = known, known.data, Reader(known, house)
        #: Words of the `for each` around wherever a message, a document or an outcome is used.
        self.words: dict[tuple[str, str], dict[str, str]] = {}

    def all(self) -> Mentions:
        yield from self._top()
        for step in self.known.steps:
            yield from self._step(step)
        for word, sort, keys in WORDED:
            for key in _keys(self.data.get(word)):
                yield from self.reader.id(sort, key, declares=True)
                said = in_entries(self.data[word][key.text])
                reader = replace(self.reader, words=self.words.get((sort, key.text), {}))
                for one in keys:
                    yield from reader.template(said.get(one))
        for example in in_list(self.data.get("examples")):
            yield from self._example(in_entries(example))

    def _top(self) -> Mentions:
        data, reader = self.data, self.reader
        yield from reader.shared("service", data.get("service"), declares=True)
        yield from reader.shared("team", data.get("owner"))
        for word in _words(data.get("starts")):
            group = isinstance(word, Word) and word.text in reader.house.groups
            yield from reader.shared("group of teams" if group else "team", word)
        for word in _words(data.get("contact")):
            yield from (
                reader.step_or_answer(word) if word.text not in self.known.kinds else reader.answer(word, word.text)
            )
        yield from reader.template(data.get("list as"))
        yield from self._due(reader, data.get("deadline"))
        withdraw = data.get("withdraw")
        if isinstance(withdraw, Word) and withdraw.text.startswith("until "):
            yield from reader.id("step", withdraw, start=len("until "))
        reopen = in_entries(data.get("reopen"))
        yield from reader.id("step", reopen.get("at"))
        yield from reader.team_or_answer(reopen.get("who"))
        yield from reader.expression(reopen.get("within"))
        yield from reader.shared("calendar", reopen.get("calendar"))
        early = in_entries(data.get("close early"))
        yield from reader.shared("team", early.get("who"))
        for word in _words(early.get("as")):
            yield from reader.id("outcome", word)

    def _due(self, reader: Reader, data: Any) -> Mentions:
        if isinstance(data, Word):
            yield from reader.expression(data)
            return
        due = in_entries(data)
        for word in ("within", "may extend"):
            yield from reader.expression(due.get(word))
        for word in _words(due.get("from")):
            yield from reader.step_or_answer(word)
        yield from reader.id("step", due.get("until"))
        for word in _words(due.get("pause while")):
            if not (isinstance(word, Word) and word.text == ASKED_FOR_MORE):
                yield from reader.id("step", word)
        yield from reader.shared("calendar", due.get("calendar"))

    # Steps

    def _step(self, step: Standing) -> Mentions:
        names = {name.partition(".")[0]: step.prefix + name.partition(".")[0] for name in self.known.answered[step.id]}
        reader = replace(self.reader, words=step.words)
        own = replace(reader, beside=names)
        data, verb = step.data, step.verb
        yield from reader.id("step", data.get(verb) if verb in NAMED_BY_VERB else data.get("id"), declares=True)
        yield from reader.expression(data.get("when"))
        yield from self._people(reader, data)
        yield from self._due(reader, data.get("due"))
        for word in ("up to", "amount", "wait", "wait until"):
            yield from reader.expression(data.get(word))
        yield from self._given(own, step)
        yield from self._uses(reader, data)
        yield from self._lists(reader, step)
        if verb == "ask":
            yield from reader.template(data.get("next"))
            for asking in (data, *(page for page in in_list(data.get("pages")) if isinstance(page, Entries))):
                yield from own.expression(asking.get("when")) if asking is not data else ()
                yield from _questions(own, asking.get("questions"), step.prefix)

    def _people(self, reader: Reader, data: Entries) -> Mentions:
        for word in ("who", "to", "hand to"):
            yield from reader.team_or_answer(data.get(word))
        for word in ("not whoever did", "whoever did"):
            for named in _words(data.get(word)):
                yield from reader.id("step", named)
        for named in _words(data.get("sees")):
            yield from reader.step_or_answer(named)
        yield from reader.shared("calendar", data.get("calendar"))

    def _uses(self, reader: Reader, data: Entries) -> Mentions:
        """What a step sends, makes, ends with, goes to and runs."""
        for verb, sort in (("send", "message"), ("make", "document"), ("end", "outcome"), ("go to", "step")):
            yield from reader.id(sort, data.get(verb))  # type: ignore[arg-type]  # a pair is no literal
            if isinstance(data.get(verb), Word):
                self.words.setdefault((sort, data[verb].text), {}).update(reader.words)
        documents = in_entries(self.data.get("documents"))
        for word in _words(data.get("attach")):
            if isinstance(word, Word) and word.text not in self.known.kinds and word.text in documents:
                yield from reader.id("document", word)
            elif isinstance(word, Word):
                yield from reader.answer(word, word.text)
        yield from reader.shared("service", data.get("run"))

    def _lists(self, reader: Reader, step: Standing) -> Mentions:
        """The conditions of branches, the parts of a together, the list of a `for each`."""
        data = step.data
        for verb in ("branch", "branch all"):
            for arm in in_list(data.get(verb)):
                yield from reader.expression(in_entries(arm).get("when"))
        for key in _keys(data.get("together")):
            yield from reader.id("part", key, declares=True)
        loop = data.get("for each")
        if isinstance(loop, Word) and " in " in loop.text:
            source = loop.text.rpartition(" in ")[2].strip()
            yield from reader.answer(loop, source, loop.text.rindex(source))
        yield from reader.expression(data.get("finish when"))

    def _given(self, own: Reader, step: Standing) -> Mentions:
        """What a step gives by itself, or brings from others; `with:` names answers of the service that is run."""
        for key in _keys(step.data.get("gives")):
            yield from own.answer(key, key.text, declares=True, fixed=step.verb in FROM_OTHERS)
            kind = step.data["gives"][key.text]
            if isinstance(kind, Word) and kind.text.startswith("choice of "):
                yield from _pieces(own, step.prefix + key.text, kind)
        for key in _keys(step.data.get("work out")):
            yield from own.answer(key, key.text, declares=True)
            yield from own.expression(step.data["work out"][key.text])
        yield from own.table(step.data.get("table"), step.prefix)
        run = step.data.get("run")
        other = str(PurePosixPath(self.known.path).with_name(f"{run.text}.yaml")) if isinstance(run, Word) else ""
        for key in _keys(step.data.get("with")):
            yield from own.expression(step.data["with"][key.text])
            if other:
                yield Mention(place_inside(key, 0), Thing("answer", other, key.text))

    # Examples

    def _example(self, example: Any) -> Mentions:
        for item in in_list(example.get("play")):
            for key in _keys(item):
                yield from self._played(key, item[key.text])
        for key in _keys(example.get("expect")):
            value = example["expect"][key.text]
            if key.text in EXPECTED:
                for word in _words(value):
                    yield from self.reader.id(EXPECTED[key.text], word)
            else:
                yield from self._answered(self.reader, key, value, "")
        yield from self.reader.id("outcome", example.get("ends"))

    def _played(self, key: Word, value: Any) -> Mentions:
        if key.text in PLAYED:
            yield from self.reader.id("step", value) if isinstance(value, Word) and value.text in self.known.ids else ()
        elif key.text in PEOPLE:
            yield from self.reader.team_or_answer(value)
        elif key.text in self.known.ids:
            yield from self.reader.id("step", key)
            prefix = next(step.prefix for step in self.known.steps if step.id == key.text)
            for given in [value] if isinstance(value, Entries) else in_list(value):
                for name in _keys(given):
                    yield from self._answered(self.reader, name, given[name.text], prefix)

    def _answered(self, reader: Reader, key: Word, value: Any, prefix: str) -> Mentions:
        """An answer in an example: its name, the options chosen, and in lists and groups what is inside."""
        path = prefix + key.text
        thing = reader.thing(path)
        if thing:
            yield Mention(place_inside(key, 0), thing)
        for word in _words(value):
            if isinstance(word, Word):
                yield from reader.options_of(path, word)
        rows = reader.kind(path) == "table" and isinstance(value, Entries)
        for inner in value.values() if rows else [value] if isinstance(value, Entries) else in_list(value):
            for name in _keys(inner):
                yield from self._answered(reader, name, inner[name.text], f"{path}.")


def _pieces(reader: Reader, path: str, kind: Word) -> Mentions:
    """The options in `choice of urgent, soon`."""
    at = len("choice of ")
    for piece in kind.text[at:].split(","):
        value = piece.strip()
        yield from reader.option(path, kind, value, at + len(piece) - len(piece.lstrip()), declares=True)
        at += len(piece) + 1


class _Translation:
    """A service's words in another language: the same tree by id."""

    def __init__(self, reader: Reader, data: Entries) -> None:
        self.reader, self.data = reader, data

    def all(self) -> Mentions:
        yield from self.reader.shared("service", self.data.get("service"))
        steps = {step.id: step for step in self.reader.known.steps if step.verb == "ask"}
        for key in _keys(self.data.get("steps")):
            yield from self.reader.id("step", key)
            if key.text in steps:
                yield from self._step(self.data["steps"][key.text], steps[key.text])
        for word, sort, keys in WORDED:
            for key in _keys(self.data.get(word)):
                yield from self.reader.id(sort, key)
                reader = replace(self.reader, words=self._words(sort, key.text))
                for one in keys:
                    yield from reader.template(in_entries(self.data[word][key.text]).get(one))

    def _words(self, sort: str, name: str) -> dict[str, str]:
        verb = {"message": "send", "document": "make", "outcome": "end"}[sort]
        said = [step for step in self.reader.known.steps if step.verb == verb and step.data[verb].text == name]
        return {word: source for step in said for word, source in step.words.items()}

    def _step(self, data: Any, step: Standing) -> Mentions:
        yield from replace(self.reader, words=step.words).template(in_entries(data).get("next"))
        yield from self._questions(in_entries(data).get("questions"), step.prefix)

    def _questions(self, data: Any, prefix: str) -> Mentions:
        for key in _keys(data):
            path = prefix + key.text
            thing, value = self.reader.thing(path), in_entries(data[key.text])
            if thing:
                yield Mention(place_inside(key, 0), thing)
            for option in _keys(value.get("options")):
                yield from self.reader.options_of(path, option)
            of_group = path in self.reader.known.uses
            yield from self._questions(value if of_group else value.get("questions"), f"{path}.")
