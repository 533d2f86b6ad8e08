"""From what was typed to definitions: a service's name, a file or a folder."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from commandline.telling import stop
from desk.sources import as_text, paths_in
from workflows import word_files
from workflows.checks.beside import beside_services
from workflows.faults import Fault, Faulty, did_you_mean
from workflows.load import ORGANISATION, Examined, beside, check_group, examine, load_organisation
from workflows.shared import FOLDER, is_group
from workflows.translations import is_language


@dataclass(frozen=True)
class Written:
    """A definition as it stands in a file; `path` is as people would type it."""

    path: str
    files: dict[str, str]

    @property
    def is_organisation(self) -> bool:
        return Path(self.path).name == ORGANISATION

    @property
    def is_group(self) -> bool:
        return is_group(self.path)

    def examined(self) -> Examined:
        found = Path(self.path).parent.glob("*.yaml")
        return beside_services(examine(self.files, self.path), {one.stem for one in found})

    def faults(self) -> tuple[Fault, ...]:
        """Everything that is wrong or could be better in it and in what it is read with."""
        if self.is_group:
            return check_group(self.files[self.path], self.path)
        if not self.is_organisation:
            return self.examined().faults
        try:
            load_organisation(self.files[self.path], self.path)
        except Faulty as error:
            return error.faults
        return ()


def written(paths: Iterable[Path], definitions: Path) -> list[Written]:
    """The definitions of these services, files and folders; without any, those of the project."""
    files = [file for path in list(paths) or [definitions] for file in _files(path, definitions)]
    return [_written(_short(file)) for file in dict.fromkeys(files)]


def services(paths: Iterable[Path], definitions: Path) -> list[Written]:
    return [one for one in written(paths, definitions) if not (one.is_organisation or one.is_group)]


def service(named: str, definitions: Path) -> Written:
    """By its name, or by its file."""
    file = Path(named) if named.endswith(".yaml") else definitions / f"{named}.yaml"
    if not file.is_file():
        stop(f"There is no service in {file}")
    return _written(_short(file))


def everything(definitions: Path) -> dict[str, str]:
    """Every file of a folder of definitions: the organisation, the services, shared groups and translations."""
    found = [_short(definitions / Path(*PurePosixPath(path).parts[1:])) for path in paths_in(definitions)]
    return {file.as_posix(): as_text(file.as_posix(), file.read_bytes()) for file in found}


def one_of(files: Iterable[str], named: str) -> str:
    """The definition, or the shared group, that goes by this name or stands in this file."""
    known = [path for path in files if not is_language(PurePosixPath(path).parent.name)]
    found = [path for path in known if named in (PurePosixPath(path).stem, path)]
    if not found:
        stop(f"There is no service called {named}. {did_you_mean(named, map(_stem, known))}".strip())
    return found[0]


def _stem(path: str) -> str:
    return PurePosixPath(path).stem


def _files(path: Path, definitions: Path) -> list[Path]:
    named = definitions / f"{path}.yaml"
    if not path.exists() and len(path.parts) == 1 and named.is_file():
        return [named]
    if path.is_dir():
        return sorted((*path.glob("*.yaml"), *path.glob(f"{FOLDER}/*.yaml")))
    if not path.is_file():
        known = [one.stem for one in definitions.glob("*.yaml")]
        stop(f"There is no service, file or folder {path}. {did_you_mean(str(path), known)}".strip())
    return [path.parent.parent / path.name if is_language(path.parent.name) else path]


def _written(file: Path) -> Written:
    """A file with all that may be read with it; a translation is checked with its service."""
    house, folder = Path(beside(file.as_posix())), file.parent
    translations = [one for one in folder.glob(f"*/{file.name}") if is_language(one.parent.name)]
    found = [file, *([house] if house.is_file() else []), *folder.glob(f"{FOLDER}/*.yaml"), *translations]
    found += folder.glob(f"{word_files.FOLDER}/*{word_files.ENDING}")
    return Written(file.as_posix(), {one.as_posix(): as_text(one.as_posix(), one.read_bytes()) for one in found})


def _short(file: Path) -> Path:
    """Seen from where somebody stands, when it is below."""
    here = Path.cwd()
    return file.relative_to(here) if file.is_absolute() and file.is_relative_to(here) else file
