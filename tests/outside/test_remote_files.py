"""Files that several machines share: kept whole, found again, gone when deleted, wherever the store is."""

from collections.abc import Callable, Iterator
from pathlib import Path

import fsspec  # type: ignore[import-untyped]
import pytest

from engine.ports import FileStore
from outside.files import FolderFiles
from outside.remote_files import NoSuchStore, RemoteFiles, chosen, files_at
from tests.outside.stubs.s3 import Store, store

ONE, TWO = "a" * 32, "b" * 32
KINDS = ("folder", "memory", "local", "s3")


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "tests")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "tests")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-2")
    with store() as served:
        yield served


@pytest.fixture(params=KINDS)
def kept(request: pytest.FixtureRequest, tmp_path: Path, bucket: Store) -> FileStore:
    """Every store keeps the same promises as the folder on one machine."""
    makes: dict[str, Callable[[], FileStore]] = {
        "folder": lambda: FolderFiles(tmp_path),
        "memory": lambda: RemoteFiles(fsspec.filesystem("memory"), f"/{tmp_path.name}"),
        "local": lambda: files_at(tmp_path.as_uri()),
        "s3": lambda: files_at("s3://council/files", bucket.address),
    }
    return makes[str(request.param)]()


def test_what_was_put_is_got_again_byte_for_byte(kept: FileStore) -> None:
    kept.put(ONE, b"")
    kept.put(TWO, bytes(range(256)) * 4096)

    assert (kept.get(ONE), kept.get(TWO)) == (b"", bytes(range(256)) * 4096)


def test_put_again_is_the_new_one(kept: FileStore) -> None:
    kept.put(ONE, b"old and longer")
    kept.put(ONE, b"new")

    assert kept.get(ONE) == b"new"


def test_what_is_not_there_is_a_key_error_and_deleting_it_is_none(kept: FileStore) -> None:
    kept.put(ONE, b"kept")
    kept.delete(ONE)
    kept.delete(ONE)

    for id in (ONE, TWO):
        with pytest.raises(KeyError):
            kept.get(id)


@pytest.mark.parametrize("id", ["", "../secret", "A" * 32, "a" * 31, "a" * 33, f"{'a' * 16}/{'a' * 15}"])
def test_no_name_leads_out_of_the_store(kept: FileStore, id: str) -> None:
    for act in (kept.get, kept.delete, lambda id: kept.put(id, b"")):
        with pytest.raises(KeyError):
            act(id)


def test_objects_stand_under_their_prefix_and_every_request_is_signed(bucket: Store) -> None:
    files_at("s3://council/files/", bucket.address).put(ONE, b"one")

    assert bucket.objects == {f"/council/files/{ONE}": b"one"}
    assert all(signed.startswith("AWS4-HMAC-SHA256 Credential=tests/") for signed in bucket.signed)


def test_a_store_that_is_busy_for_a_moment_is_tried_again(bucket: Store) -> None:
    kept = files_at("s3://council/files", bucket.address)
    bucket.busy = 1

    kept.put(ONE, b"one")

    assert kept.get(ONE) == b"one"


def test_a_store_that_stays_busy_is_told_and_nothing_is_kept(bucket: Store) -> None:
    kept = files_at("s3://council/files", bucket.address)
    bucket.busy = 1_000

    with pytest.raises(OSError, match="Reduce your request rate"):
        kept.put(ONE, b"one")

    assert bucket.objects == {}


def test_a_store_of_no_known_kind_is_refused_in_a_sentence() -> None:
    with pytest.raises(NoSuchStore, match="Files cannot be kept at nowhere://council"):
        files_at("nowhere://council")


def test_the_settings_say_where_files_are_kept(bucket: Store, tmp_path: Path) -> None:
    shared = {"WHERRY_FILES": "s3://council", "WHERRY_FILES_ENDPOINT": bucket.address}

    chosen(shared, tmp_path).put(ONE, b"shared")
    chosen({}, tmp_path).put(TWO, b"here")

    assert bucket.objects == {f"/council/{ONE}": b"shared"}
    assert [path.name for path in tmp_path.iterdir()] == [TWO]
