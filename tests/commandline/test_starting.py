"""`run` and `serve`: what keeps them from starting, and the secret and addresses they start with."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import wherry
from demo.scripts import people
from engine.store import Store
from engine.store.database import Database
from outside.clamd import Clamd
from settings import NAMES, NotSet, Settings, unknown
from starting import checked, in_a_sentence, refuse_samples, tell_silent
from tests.commandline.place import Place
from tests.outside.stubs.mail import free_port
from worker import at_work, made

HOME = "https://forms.example.gov.uk"
#: The pages about what was tried name them.
OF_THE_TESTS = {"WHERRY_CHAOS", "WHERRY_FACES", "WHERRY_RUNS"}
SOUND = {"WHERRY_ORIGIN": HOME, "WHERRY_SECRET": "s" * 32}


def test_a_server_refuses_to_start_without_a_secret_and_an_address(tmp_path: Path) -> None:
    bare = Settings.from_environment({"WHERRY_VAR": str(tmp_path)})
    short = Settings.from_environment({"WHERRY_VAR": str(tmp_path), "WHERRY_SECRET": "short"})

    with pytest.raises(NotSet, match="WHERRY_ORIGIN"):
        _ = bare.origins
    with pytest.raises(NotSet, match="WHERRY_SECRET"):
        _ = bare.secret
    with pytest.raises(NotSet, match="at least 32 characters"):
        _ = short.secret


def test_what_keeps_it_from_starting_is_said_in_a_sentence(here: Place) -> None:
    here.write("teams: [", "organisation.yaml")
    told = here.environment | {"WHERRY_VAR": str(here.folder.parent / "var"), "WHERRY_ORIGIN": ""}

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    done = subprocess.run(
        [sys.executable, "-m", "wherry", "run", "--port", port],
        capture_output=True, text=True, cwd=wherry.HOME, env=os.environ | told, timeout=60,
    )  # fmt: skip

    assert done.returncode == 1
    assert "first-character" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_not_set_ends_a_start_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="Set WHERRY_ORIGIN"), in_a_sentence():
        checked({"WHERRY_VAR": str(tmp_path), "WHERRY_SECRET": "s" * 32, "WHERRY_ORIGIN": ""})


def test_the_demo_makes_its_own_secret_once_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    told = {"WHERRY_VAR": str(tmp_path / "var"), "WHERRY_MODE": "run", "WHERRY_PORT": "8660"}
    first, second = Settings.from_environment(told), Settings.from_environment(told)

    assert len(first.secret) == 32
    assert first.secret == second.secret
    assert (tmp_path / "var" / "secret").stat().st_mode & 0o077 == 0
    assert first.origins == ("http://localhost:8660", "http://127.0.0.1:8660")


def test_a_secret_that_is_given_is_the_same_on_every_machine(tmp_path: Path) -> None:
    told = {"WHERRY_SECRET": "s" * 32, "WHERRY_ORIGIN": "https://forms.example.gov.uk/ https://other.example.org"}
    settings = Settings.from_environment(told | {"WHERRY_VAR": str(tmp_path)})

    assert settings.secret == Settings.from_environment(told).secret
    assert settings.origins == ("https://forms.example.gov.uk", "https://other.example.org")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ("forms.example.gov.uk", HOME),
        ("https://Forms.Example.gov.uk", HOME),
        ("https://forms.example.gov.uk:443", HOME),
        ("https://forms.example.gov.uk/forms", HOME),
        ("https//forms.example.gov.uk", HOME),
        ("ftp://forms.example.gov.uk", HOME),
        ("http://10.0.0.5:8501/x", "http://10.0.0.5:8501"),
    ],
)
def test_an_address_that_no_browser_sends_is_refused_with_the_right_one(given: str, right: str) -> None:
    with pytest.raises(NotSet) as refused:
        checked(SOUND | {"WHERRY_ORIGIN": given})

    assert str(refused.value) == f"WHERRY_ORIGIN has {given}, as no browser writes it. Write {right}"


def test_all_that_is_set_wrongly_is_told_at_once() -> None:
    told = {
        "WHERRY_ORGIN": HOME, "WHERRY_SECRET": "short", "WHERRY_PORT": "http", "WHERRY_READ_ONLY": "yes",
        "WHERRY_WORKER": "apert", "WHERRY_DATABASE": "postgres://db/wherry", "WHERRY_SMTP": "mail.example.org",
        "WHERRY_NOTIFY_KEY": "short", "WHERRY_PAY_SECRET": "x", "WHERRY_FILES": "ess3://x",
        "WHERRY_MODULUS": "nowhere", "WHERRY_OTHERS": "nowhere.toml",
    }  # fmt: skip

    with pytest.raises(NotSet) as refused:
        checked(told)

    lines = str(refused.value).splitlines()
    for name in ("DATABASE", "PORT", "READ_ONLY", "WORKER", "ORIGIN to", "SECRET to", "FROM to", "PAY_KEY"):
        assert any(f"WHERRY_{name}" in line for line in lines), name
    assert any(line.startswith("Write the mail server as") for line in lines)
    assert any(line.startswith("A key of GOV.UK Notify ends") for line in lines)
    assert "WHERRY_OTHERS: nowhere.toml cannot be read: No such file or directory" in lines
    both = [line for line in lines if line.startswith("WHERRY_MODULUS: nowhere/valacdos.txt cannot be read")]
    assert len(both) == 1 and "nowhere/scsubtab.txt" in both[0] and "Errno" not in both[0]
    assert any(line.startswith("Files cannot be kept at ess3://x") for line in lines)
    assert lines[-1] == 'WHERRY_ORGIN is no setting of Wherry. Did you mean "WHERRY_ORIGIN"?'


def test_a_name_that_nobody_reads_keeps_nothing_from_starting() -> None:
    assert checked(SOUND | {"WHERRY_COLOUR": "green"}).origins == (HOME,)
    assert unknown({"WHERRY_COLOUR": "green", "PATH": "/bin"}) == ["WHERRY_COLOUR is no setting of Wherry."]


def test_every_setting_that_the_pages_tell_of_is_known() -> None:
    pages = [*(wherry.HOME / "docs").glob("*.md"), *(wherry.HOME / "deploy").rglob("*.*")]
    told = {name for page in pages for name in re.findall(r"WHERRY_[A-Z_]*[A-Z]\b(?!_)", page.read_text("utf-8"))}

    assert len(told) > 15
    assert told - OF_THE_TESTS <= NAMES


def test_every_setting_stands_in_the_example_or_is_named_as_left_out() -> None:
    lines = (wherry.HOME / "deploy" / "settings.example").read_text("utf-8").splitlines()
    there = {line.lstrip("#").partition("=")[0] for line in lines if re.match(r"#?WHERRY_[A-Z_]+=", line)}
    left_out = {name for line in lines if line.startswith("# Not") for name in re.findall("WHERRY_[A-Z_]+", line)}

    assert there | left_out == NAMES
    assert there & left_out == set()


def test_the_steps_name_no_number_but_the_one_of_the_release_itself() -> None:
    steps = (wherry.HOME / "deploy" / "README.md").read_text("utf-8")
    [asked] = set(re.findall(r"\$\((sed .*)\)", steps))
    number = subprocess.run(["sh", "-c", asked], capture_output=True, text=True, cwd=wherry.HOME, check=True).stdout

    assert f'\nversion = "{number.strip()}"\n' in (wherry.HOME / "pyproject.toml").read_text("utf-8")
    assert re.findall(r"wherry-\d[\d.]*", steps) == []


def test_a_virus_scanner_that_does_not_answer_is_one_line_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tell_silent(None)
    tell_silent(Clamd(path=str(tmp_path / "nobody.ctl")))

    assert [one.getMessage() for one in caplog.records] == [
        "WHERRY_CLAMD: The virus scanner does not answer: no file that comes now can be opened"
    ]


@pytest.fixture
def samples(tmp_path: Path) -> str:
    """The address of a database that `wherry run` has filled."""
    url = f"sqlite:///{tmp_path / 'demo.db'}"
    database = Database.open(url)
    database.upgrade()
    with Store(database).registers.write() as register:
        register.people.save(people()[0].person)
    database.close()
    return url


def test_the_samples_are_for_the_demo_alone(samples: str) -> None:
    store = Store(Database.open(samples))
    told = SOUND | {"WHERRY_DATABASE": samples}

    with pytest.raises(NotSet, match=r"demo\.db holds the sample cases and people of `wherry run`"):
        refuse_samples(Settings.from_environment(told), store)
    refuse_samples(Settings.from_environment(told | {"WHERRY_MODE": "run"}), store)
    store.database.close()


@pytest.mark.parametrize(
    ("command", "trouble"), [("serve", "samples"), ("serve", "nobody answers"), ("worker", "samples")]
)
def test_a_server_that_cannot_use_its_database_says_why_and_ends(
    here: Place, samples: str, command: str, trouble: str
) -> None:
    url = samples if trouble == "samples" else gone()
    told = here.environment | SOUND | {"WHERRY_VAR": str(here.folder.parent / "var"), "WHERRY_DATABASE": url}
    port = ["--port", str(free_port())] if command == "serve" else []

    done = subprocess.run(
        [sys.executable, "-m", "wherry", command, *port],
        capture_output=True, text=True, cwd=wherry.HOME, env=os.environ | told, timeout=60,
    )  # fmt: skip

    lines = [line for line in done.stderr.splitlines() if not line.startswith("{")]
    said = "holds the sample cases" if trouble == "samples" else "cannot be used: Connection refused"
    assert (done.returncode, len(lines), said in lines[-1]) == (1, 1, True), done.stderr
    assert "our-password" not in done.stderr


def gone() -> str:
    """The address of a database where nobody answers."""
    return f"postgresql+psycopg://wherry:our-password@127.0.0.1:{free_port()}/wherry"


def test_a_worker_that_cannot_reach_its_database_says_so_and_never_the_password() -> None:
    with pytest.raises(SystemExit) as ended, in_a_sentence():
        made(Settings.from_environment(SOUND | {"WHERRY_DATABASE": gone()}))

    assert "cannot be used: Connection refused" in str(ended.value)
    assert "our-password" not in str(ended.value)


def test_a_worker_says_for_what_it_works_and_never_a_password() -> None:
    told = SOUND | {"WHERRY_DATABASE": "postgresql+psycopg://wherry:our-password@db/wherry"}

    said = at_work(Settings.from_environment(told), {"WHERRY_SMTP": "smtp://mail", "WHERRY_FROM": "a@b.example"})
    scans = at_work(Settings.from_environment(told), {"WHERRY_CLAMD": "unix:/run/clamav/clamd.ctl"})
    idle = at_work(Settings.from_environment(told | {"WHERRY_READ_ONLY": "1"}), {})

    assert "@db/wherry, sends messages by email, and scans no files for viruses" in said
    assert "our-password" not in said
    assert scans.endswith("and scans files for viruses")
    assert idle.startswith("Read only: this worker does nothing")
