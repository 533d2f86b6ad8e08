"""A council on several machines: what people began goes on while one of each machine is killed, and nothing is lost."""

import asyncio
import io
import random
import re
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpx
import pytest
from PIL import Image

from engine.store import Store
from engine.store.database import Database
from engine.store.verifying import verify
from tests.deploy.several import ROOT, Town, status, town
from tests.outside.stubs.mail import MailRoom, running
from tests.postgres import fresh_database
from tests.visitors import REFERENCE, SERVICE, Resident
from tests.web.plain.person import Person

RESIDENTS = 8
#: Seconds that anything here may take.
PATIENCE = 120
#: The same with a photo to send.
PHOTO = (
    SERVICE.replace("report-a-lamp", "photograph-a-lamp")
    .replace("LMP", "PHO")
    .replace("    place:", "    photo: {type: file, label: Photo, endings: [.jpg]}\n    place:", 1)
)
TOKEN = "a token of the tests"
#: Seconds that nginx sends nobody to a process that did not answer.
LEFT_OUT = 5


@dataclass(frozen=True)
class Council:
    """The machines, the database behind them and the mail server beside them."""

    town: Town
    database: str
    mail: MailRoom


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory, postgres_url: str) -> Iterator[Council]:
    folder = tmp_path_factory.mktemp("town")
    services = folder / "definitions"
    services.mkdir()
    shutil.copy(ROOT / "definitions" / "organisation.yaml", services)
    (services / "report-a-lamp.yaml").write_text(SERVICE, "utf-8")
    (services / "photograph-a-lamp.yaml").write_text(PHOTO, "utf-8")
    with running() as mail, fresh_database(postgres_url) as database, pytest.MonkeyPatch.context() as patch:
        sending = {"WHERRY_SMTP": f"smtp://127.0.0.1:{mail.port}?tls=none", "WHERRY_FROM": "forms@example.gov.uk"}
        sending["WHERRY_METRICS_TOKEN"] = TOKEN
        with town(folder, database, services, **sending) as started:
            patch.setenv("SSL_CERT_FILE", str(folder / "fullchain.pem"))
            yield Council(started, database, mail)


def test_one_app_and_one_worker_are_killed_in_the_middle_and_nothing_is_lost(council: Council) -> None:
    references, came_back = asyncio.run(a_morning(council.town))

    database = Database.open(council.database)
    faults = dict(verify(Store(database)))
    database.close()
    assert sorted(faults) == sorted(references)
    assert not any(faults.values()), faults
    assert came_back, "somebody sat at the machine that was killed"
    assert waited_for(lambda: told(council.mail) == set(references)), f"Told of {told(council.mail)}"
    assert len(known(council.mail)) == len(references)


async def a_morning(several: Town) -> tuple[list[str], int]:
    """Half of them have just sent theirs and half are in the middle of it when one machine of each kind dies."""
    residents = [Resident(several.address, f"Magdalen Street, by number {number}") for number in range(RESIDENTS)]
    for one in residents:
        await one.begin(pages=2)
    done = await asyncio.gather(*(one.end() for one in residents[::2]))
    killed = several.serving("/"), several.workers[0]
    for program in killed:
        program.kill()
    references = [*done, *await asyncio.gather(*(one.end() for one in residents[1::2]))]
    for program in killed:
        program.start()
    return references, sum(one.came_back for one in residents)


def known(mail: MailRoom) -> set[str]:
    """The messages that came, each once: by plain SMTP one may come twice, and then says so by its id."""
    return {str(one["Message-ID"]) for one in mail.taken}


def told(mail: MailRoom) -> set[str]:
    """The references that people were told by email."""
    return {found for one in mail.taken for found in REFERENCE.findall(str(one["Subject"]))}


def waited_for(true: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE
    while not true() and time.monotonic() < until:
        time.sleep(0.2)
    return bool(true())


def test_while_one_machine_is_gone_the_other_answers_and_while_both_are_a_calm_page_does(council: Council) -> None:
    several = council.town
    for app in several.apps:
        app.wait()
    time.sleep(LEFT_OUT + 1)
    first, second = several.apps
    first.kill()
    answers = {status(f"{several.address}/apply", several.trust) for _ in range(10)}
    second.kill()
    code, page = read(several)
    first.start()
    first.wait()

    assert answers == {200}
    assert code in (502, 504)
    assert "Sorry, the service is unavailable" in page
    assert waited_for(lambda: read(several)[0] == 200)


@pytest.mark.parametrize("path", ["/metrics", "/readyz", "/_stcore/metrics"])
def test_what_is_for_machines_alone_is_not_there_from_outside(council: Council, path: str) -> None:
    assert status(f"{council.town.address}{path}", council.town.trust) == 404


def test_a_process_tells_its_figures_to_whoever_has_the_token(council: Council) -> None:
    figures = f"http://127.0.0.1:{council.town.apps[0].port}/metrics"
    told = httpx.get(figures, headers={"authorization": f"Bearer {TOKEN}"}).text

    assert httpx.get(figures).status_code == 404
    assert float(re.findall(r"^wherry_workers (.*)$", told, re.MULTILINE)[0]) >= 2
    assert "wherry_database_up 1.0" in told
    assert 'wherry_effects{state="done"} 8.0' in told


def read(several: Town) -> tuple[int, str]:
    """What somebody without any cookie is answered."""
    answer = httpx.get(f"{several.address}/apply")
    return answer.status_code, answer.text


def test_a_photo_comes_through_to_a_simple_page_of_questions(council: Council) -> None:
    with httpx.Client(base_url=council.town.address, follow_redirects=True) as browser:
        somebody = Person(browser).opens("/apply/photograph-a-lamp/questions")  # type: ignore[arg-type]
        somebody.sends(photo__files=("lamp.jpg", photo(), "image/jpeg"))

    assert somebody.answer.status_code == 200, somebody.says
    assert somebody.title.startswith("Where is the light?")


def test_the_list_of_simple_pages_and_the_other_version_keep_their_addresses(council: Council) -> None:
    with httpx.Client(base_url=council.town.address) as browser:
        assert [browser.get(path).status_code for path in ("/apply", "/apply/")] == [200, 200]


def photo() -> bytes:
    """Some 1.4 MB, as a phone takes it: more than nginx lets through where nothing is said."""
    kept = io.BytesIO()
    Image.frombytes("RGB", (1400, 1000), random.Random(1).randbytes(1400 * 1000 * 3)).save(kept, "JPEG", quality=92)
    data = kept.getvalue()
    assert 1_200_000 < len(data) < 2_000_000, len(data)
    return data
