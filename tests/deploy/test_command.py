"""deploy/wherry-command: any command with the server's settings, which only root may read and nobody runs."""

import os
import subprocess
from pathlib import Path

COMMAND = Path(__file__).parents[2] / "deploy" / "wherry-command"
SETTINGS = """# A comment
WHERRY_ORIGIN=https://a.example https://b.example
WHERRY_SECRET=a$b`touch ran`&c
#WHERRY_FILES=s3://left/out
AWS_DEFAULT_REGION=eu-west-2
OTHER=left out
"""


def test_every_setting_arrives_as_it_was_written_and_nothing_of_it_is_run(tmp_path: Path) -> None:
    (tmp_path / "settings").write_text(SETTINGS, "utf-8")
    text = COMMAND.read_text("utf-8")
    for there, here in {
        "/etc/wherry/settings": f"{tmp_path}/settings",
        "cd /opt/wherry": f"cd {tmp_path}",
        "runuser -u wherry -- /opt/wherry/.venv/bin/wherry": "env -u PATH /usr/bin/env",
    }.items():
        assert there in text, f"wherry-command says {there} no more"
        text = text.replace(there, here)

    done = subprocess.run(["sh", "-c", text], capture_output=True, text=True, env={"PATH": os.environ["PATH"]})

    told = dict(line.split("=", 1) for line in done.stdout.splitlines())
    assert told["WHERRY_ORIGIN"] == "https://a.example https://b.example"
    assert told["WHERRY_SECRET"] == "a$b`touch ran`&c"
    assert (told["WHERRY_VAR"], told["AWS_DEFAULT_REGION"]) == ("/var/lib/wherry", "eu-west-2")
    assert not {"WHERRY_FILES", "OTHER"} & told.keys()
    assert not (tmp_path / "ran").exists()
