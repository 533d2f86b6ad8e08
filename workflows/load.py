"""From the text of a definition to a frozen workflow, or everything that is wrong with it."""

from collections import Counter, OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePosixPath

from workflows.asking import Asked, check_options, read_questions
from workflows.checks.guide import check_kept
from workflows.checks.service import check_service
from workflows.checks.wording import read_by_residents
from workflows.faults import Fault, Faults, Faulty, Place, did_you_mean
from workflows.organisation import Organisation, read_organisation
from workflows.reading import read
from workflows.service import ServiceFile
from workflows.settings import Entries, Items, build, entries
from workflows.shared import Reading, groups_beside, groups_in, is_list, path_of_group, read_group, read_list
from workflows.step import every
from workflows.translations import InLanguage, Overlay, languages
from workflows.verbs.ask import Ask
from workflows.word_files import bytes_of, with_words, word_files
from workflows.workflow import Layout, Workflow

ORGANISATION = "organisation.yaml"
#: How many readings are kept: every service of a council, and the last states of one being written.
KEPT = 200


@dataclass(frozen=True)
class Examined:
    """A definition as far as it could be read: sound only where `workflow` is there.

    `built` is there also where something is at fault that a case under way can live with.
    """

    workflow: Workflow | None
    faults: tuple[Fault, ...]
    built: Workflow | None = None


_known: OrderedDict[str, Examined] = OrderedDict()


def load(files: Mapping[str, str], path: str) -> Workflow:
    """The workflow of the file at `path`, or `Faulty` with every fault."""
    examined = examine(files, path)
    if examined.workflow is None:
        raise Faulty(examined.faults)
    return examined.workflow


def load_organisation(text: str, path: str) -> Organisation:
    """The organisation of a file, or `Faulty` with every fault."""
    faults = Faults()
    organisation = _organisation({path: text}, path, faults)
    faults.raise_if_any()
    assert organisation is not None, "without a fault it was read"
    return organisation


def as_published(files: Mapping[str, str], path: str) -> Workflow:
    """The workflow of a version that was sound when it was published, whatever today's checks would say."""
    built = examine(files, path).built
    if built is None:
        raise Faulty(examine(files, path).faults)
    return built


def check_group(text: str, path: str) -> tuple[Fault, ...]:
    """Everything that is wrong in a shared group by itself; its conditions are checked where it is asked."""
    reading = Reading()
    try:
        data = _read(text, path, reading)
        if data is not None and is_list(data):
            check_options(read_list(data, path, reading), reading)
            return reading.all
        questions = read_group(data, path, reading) if data is not None else None
        if questions is not None:
            read_questions(questions, reading)
    except Faulty as error:
        return error.faults
    return reading.all


def examine(files: Mapping[str, str], path: str) -> Examined:
    """Read and check the file at `path`; `files` holds it and what stands beside it: see `read_with`.

    Known by the hash of them all, so that asking again costs nothing.
    """
    name = hash_of(files, path)
    found = _known.get(name)
    if found is None:
        found = _known[name] = _examine(files, path, name)
        if len(_known) > KEPT:
            _known.popitem(last=False)
    return found


def beside(path: str) -> str:
    """Where the organisation of a definition stands."""
    return str(PurePosixPath(path).with_name(ORGANISATION))


def read_with(files: Mapping[str, str], path: str) -> dict[str, str]:
    """The definition at `path` and what it is read with: the organisation, the groups it uses, its translations,
    its Word files.

    These are published together, so that a version never changes.
    """
    groups = [path_of_group(path, group) for group in groups_in(files[path])]
    parts = (path, beside(path), *groups, *languages(files, path).values(), *word_files(files[path], path))
    return {part: files[part] for part in parts if part in files}


def hash_of(files: Mapping[str, str], path: str) -> str:
    """The name of a reading: a hash of the definition and what it is read with."""
    whole = sha256()
    parts = read_with(files, path)
    whole.update(_joined(path, parts.pop(path), parts.pop(beside(path), "")))
    for part in parts:
        whole.update(_joined(part, parts[part]))
    return whole.hexdigest()


def _joined(*parts: str) -> bytes:
    return b"".join(part.encode("utf-8", "surrogatepass") + b"\0" for part in parts)


def _examine(files: Mapping[str, str], path: str, name: str) -> Examined:
    reading = Reading()
    try:
        workflow = _built(files, path, name, reading)
    except Faulty as error:
        reading.add(error.faults)
        return Examined(None, reading.all)
    sound = workflow is not None and not any(fault.level == "fault" for fault in reading.all)
    return Examined(workflow if sound else None, reading.all, workflow)


def _built(files: Mapping[str, str], path: str, name: str, reading: Reading) -> Workflow | None:
    """The workflow in all its languages, as far as it could be read; `Faulty` where there are too many faults."""
    organisation = _organisation(files, path, reading)
    written = _read(files[path], path, reading)
    data = with_words(written, files, path, reading) if written is not None else None
    reading.known = groups_beside(files, path)
    reading.look_ups = organisation.look_ups if organisation else frozenset()
    reading.groups, reading.lists = _groups(files, path, reading)
    workflow = _workflow(data, path, name, organisation, reading) if data and organisation else None
    if data is None or workflow is None:
        return None
    residents = read_by_residents(workflow, reading.groups)
    found = {language: _translated(files, there, data, workflow, Overlay(language, reading, reading.lists, residents))
             for language, there in languages(files, path).items()}  # fmt: skip
    translations = {key: one for key, one in found.items() if one is not None}
    return replace(workflow, translations=translations, word_files=bytes_of(files, path))


def _groups(
    files: Mapping[str, str], path: str, reading: Reading
) -> tuple[dict[str, Entries | None], dict[str, Items | None]]:
    """The shared groups and lists that a definition uses, as far as they are there; what cannot be read is both."""
    groups: dict[str, Entries | None] = {}
    lists: dict[str, Items | None] = {}
    for name in groups_in(files[path]):
        there = path_of_group(path, name)
        data = _read(files[there], there, reading) if there in files else None
        if there in files and data is None:
            groups[name] = lists[name] = None
        elif data is not None and is_list(data):
            lists[name] = read_list(data, there, reading)
        elif data is not None:
            groups[name] = read_group(data, there, reading)
    return groups, lists


def _workflow(data: Entries, path: str, name: str, organisation: Organisation, reading: Reading) -> Workflow | None:
    """The workflow as far as it can be built; every fault is said."""
    file = build(ServiceFile, data, reading, data.place)
    if file is None:
        return None
    if PurePosixPath(path).stem != file.service:
        reading.fault(file.at("service"), "wrong-name", f"The file is called {PurePosixPath(path).name}, "
                      f"the service {file.service}", f"Write service: {PurePosixPath(path).stem}")  # fmt: skip
    check_kept(file, data, reading)
    _name_steps(file, reading)
    _find_repeated(file, reading)
    if reading.torn:
        return None
    layout = Layout(file.steps, file.deadline)
    return check_service(path, name, file, organisation, layout, reading)


def _translated(
    files: Mapping[str, str], there: str, data: Entries, workflow: Workflow, overlay: Overlay
) -> Workflow | None:
    """The service in another language: its words laid over it, and all of it checked again."""
    faults = overlay.faults
    words = _read(files[there], there, faults)
    if words is None:
        return None
    groups, lists = _groups(files, workflow.path, Reading())
    reading = InLanguage(groups, lists, overlay)
    reading.look_ups = workflow.organisation.look_ups
    whole = overlay.service(data, words)
    found = _workflow(whole, workflow.path, workflow.hash, workflow.organisation, reading)
    faults.add(fault for fault in reading.all if fault.place.file == there and fault.level == "fault")
    return found


def _organisation(files: Mapping[str, str], path: str, faults: Faults) -> Organisation | None:
    text = files.get(beside(path))
    if text is None:
        faults.fault(Place(beside(path), 1, 1), "no-organisation", "There is no organisation.yaml beside the service",
                     "Write one: organisation: and teams:")  # fmt: skip
        return None
    data = _read(text, beside(path), faults)
    return read_organisation(data, faults) if data is not None else None


def _read(text: str, path: str, faults: Faults) -> Entries | None:
    try:
        return entries(read(text, path))  # type: ignore[no-any-return]
    except Faulty as error:
        faults.add(error.faults)
        return None


def _name_steps(file: ServiceFile, faults: Faults) -> None:
    """Give every step its id: what is written, or its verb and number."""
    count: Counter[str] = Counter()
    seen: dict[str, Place] = {}
    asides = file.deadline.lanes() if file.deadline else []
    for step in (*every(file.steps), *(one for lane in asides for one in every(lane.steps))):
        verb = type(step).verb.replace(" ", "_")
        count[verb] += 1
        step.take_name(step.written_id or f"{verb}_{count[verb]}")
        if step.id in seen:
            faults.torn = True
            faults.fault(step.place, "twice", f"Two steps are called {step.id}: the other is on line "
                         f"{seen[step.id].line}", f"Give one another name, such as {step.id}_again")  # fmt: skip
        seen.setdefault(step.id, step.place)


def _find_repeated(file: ServiceFile, faults: Faults) -> None:
    """Find for `depth: again` the question that an earlier step asked; an answer belongs to one question."""
    asked: dict[str, Asked] = {}
    for ask in (step for step in every(file.steps) if isinstance(step, Ask)):
        for one in ask.asked():
            first = asked.get(one.id)
            if one.again and first is not None:
                one.kind, one.inside = first.kind, first.inside
                one.when, one.accept, one.problem, one.value = first.when, first.accept, first.problem, first.value
            elif one.again:
                faults.torn = True
                faults.fault(one.place, "never-asked", f"{one.id} is asked again here, but no earlier step asks it",
                             did_you_mean(one.id, asked) or "Write the question here")  # fmt: skip
            elif first is not None:
                faults.fault(one.place, "twice", f"Two questions are called {one.id}: the other is on line "
                             f"{first.place.line}", f"Write {one.id}: again, or give it another name")  # fmt: skip
            else:
                asked[one.id] = one
