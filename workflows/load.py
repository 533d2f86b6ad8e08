"""From the text of a definition to a frozen workflow, or everything that is wrong with it."""

from collections import Counter, OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath

from workflows.asking import Asked
from workflows.checks.service import check_service
from workflows.faults import Fault, Faults, Faulty, Place
from workflows.organisation import Organisation, read_organisation
from workflows.reading import read
from workflows.service import ServiceFile
from workflows.settings import Entries, build, entries
from workflows.step import every
from workflows.verbs.ask import Ask
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


def examine(files: Mapping[str, str], path: str) -> Examined:
    """Read and check the file at `path`; `files` holds it and `organisation.yaml` beside it.

    Known by the hash of them both, so that asking again costs nothing.
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


def hash_of(files: Mapping[str, str], path: str) -> str:
    """The name of a reading: a hash of the definition and what it is read with."""
    whole = sha256()
    for part in (path, files[path], files.get(beside(path), "")):
        whole.update(part.encode("utf-8", "surrogatepass"))
        whole.update(b"\0")
    return whole.hexdigest()


def _examine(files: Mapping[str, str], path: str, name: str) -> Examined:
    faults = Faults()
    organisation = _organisation(files, path, faults)
    file = _file(files[path], path, faults)
    if file is None or organisation is None:
        return Examined(None, faults.all)
    if PurePosixPath(path).stem != file.service:
        faults.fault(file.at("service"), "wrong-name", f"The file is called {PurePosixPath(path).name}, "
                     f"the service {file.service}", f"Write service: {PurePosixPath(path).stem}")  # fmt: skip
    _name_steps(file, faults)
    _find_repeated(file, faults)
    if faults.torn:
        return Examined(None, faults.all)
    layout = Layout(file.steps, file.deadline)
    workflow = check_service(path, name, file, organisation, layout, faults)
    sound = workflow is not None and not any(fault.level == "fault" for fault in faults.all)
    return Examined(workflow if sound else None, faults.all, workflow)


def _organisation(files: Mapping[str, str], path: str, faults: Faults) -> Organisation | None:
    text = files.get(beside(path))
    if text is None:
        faults.fault(Place(beside(path), 1, 1), "no-organisation", "There is no organisation.yaml beside the service",
                     "Write one: organisation: and teams:")  # fmt: skip
        return None
    data = _read(text, beside(path), faults)
    return read_organisation(data, faults) if data is not None else None


def _file(text: str, path: str, faults: Faults) -> ServiceFile | None:
    data = _read(text, path, faults)
    return build(ServiceFile, data, faults, data.place) if data is not None else None


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
    late = file.deadline.if_late if file.deadline else ()
    for step in (*every(file.steps), *every(late)):
        verb = type(step).verb.replace(" ", "_")
        count[verb] += 1
        step.call(step.written_id or f"{verb}_{count[verb]}")
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
                one.kind, one.accept, one.problem = first.kind, first.accept, first.problem
            elif one.again:
                faults.torn = True
                faults.fault(one.place, "never-asked", f"{one.id} is asked again here, but no earlier step asks it",
                             "Write the question here")  # fmt: skip
            elif first is not None:
                faults.fault(one.place, "twice", f"Two questions are called {one.id}: the other is on line "
                             f"{first.place.line}", f"Write {one.id}: again, or give it another name")  # fmt: skip
            else:
                asked[one.id] = one
