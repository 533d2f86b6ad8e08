"""Files in a store that several machines share, such as `s3://bucket/prefix`: one object a name, nothing public."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import fsspec  # type: ignore[import-untyped]
from fsspec.core import url_to_fs  # type: ignore[import-untyped]

from engine.ports import FileStore
from outside.files import FolderFiles

NAME = re.compile(r"[0-9a-f]{32}")
#: Seconds until a try counts as lost. There are five of them, as s3fs has it.
TO_REACH, TO_ANSWER = 3, 20


class NoSuchStore(Exception):
    """Where files were to be kept cannot be used; the sentence says the cure."""


class RemoteFiles:
    """An object is there whole or not at all: the store sees to that."""

    def __init__(self, files: fsspec.AbstractFileSystem, folder: str) -> None:
        self._files = files
        self._folder = folder.rstrip("/")

    def put(self, id: str, data: bytes) -> None:
        self._files.pipe_file(self._path(id), data)

    def get(self, id: str) -> bytes:
        try:
            return bytes(self._files.cat_file(self._path(id)))
        except FileNotFoundError:
            raise KeyError(id) from None

    def delete(self, id: str) -> None:
        try:
            self._files.rm_file(self._path(id))
        except FileNotFoundError:
            return

    def _path(self, id: str) -> str:
        if not NAME.fullmatch(id):
            raise KeyError(id)
        return f"{self._folder}/{id}"


def chosen(environment: Mapping[str, str], folder: Path) -> FileStore:
    """Where the settings of this machine say that files are kept: a store that several share, or a folder here."""
    address = environment.get("WHERRY_FILES", "")
    return files_at(address, environment.get("WHERRY_FILES_ENDPOINT", "")) if address else FolderFiles(folder)


def files_at(address: str, endpoint: str = "") -> RemoteFiles:
    """The store at an address such as `s3://bucket/prefix`. `endpoint` is where a store answers that is not Amazon's;
    the keys to it come from the machine's own environment, as its tools expect them."""
    settings = _for_s3(endpoint) if address.startswith("s3://") else {}
    try:
        files, folder = url_to_fs(address, **settings)
    except (ImportError, ValueError) as error:
        raise NoSuchStore(f"Files cannot be kept at {address}: {error}") from None
    return RemoteFiles(files, folder)


def _for_s3(endpoint: str) -> dict[str, Any]:
    """Time-outs, no tries within tries, one request a file, and only the checksums that every store knows."""
    return {
        "endpoint_url": endpoint or None,
        "max_concurrency": 1,
        "config_kwargs": {
            "connect_timeout": TO_REACH,
            "read_timeout": TO_ANSWER,
            "retries": {"total_max_attempts": 1},
            "request_checksum_calculation": "when_required",
            "response_checksum_validation": "when_required",
        },
    }
