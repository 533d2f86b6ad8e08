"""`run` and `serve`: what keeps them from starting, and the secret and addresses they start with."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import wherry
from settings import NotSet, Settings
from tests.commandline.place import Place
from tests.workflows.services import ORGANISATION


def test_a_server_refuses_to_start_without_a_secret_and_an_address(tmp_path: Path) -> None:
    bare = Settings.from_environment({"WHERRY_VAR": str(tmp_path)})
    short = Settings.from_environment({"WHERRY_VAR": str(tmp_path), "WHERRY_SECRET": "short"})

    with pytest.raises(NotSet, match="WHERRY_ORIGIN"):
        _ = bare.origins
    with pytest.raises(NotSet, match="WHERRY_SECRET"):
        _ = bare.secret
    with pytest.raises(NotSet, match="at least 32 characters"):
        _ = short.secret


@pytest.mark.parametrize(("command", "sentence"), [("serve", "Set WHERRY_ORIGIN"), ("run", "first-character")])
def test_what_keeps_it_from_starting_is_said_in_a_sentence(here: Place, command: str, sentence: str) -> None:
    here.write("teams: [" if command == "run" else ORGANISATION, "organisation.yaml")
    told = here.environment | {"WHERRY_VAR": str(here.folder.parent / "var"), "WHERRY_ORIGIN": ""}

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    done = subprocess.run(
        [sys.executable, "-m", "wherry", command, "--port", port],
        capture_output=True, text=True, cwd=wherry.HOME, env=os.environ | told, timeout=60,
    )  # fmt: skip

    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


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
