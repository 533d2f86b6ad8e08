"""What is kept: the database behind one object, one file a noun."""

import os
from collections.abc import Callable

from engine.store import people as people
from engine.store import sessions as sessions
from engine.store.audit import Audit
from engine.store.cases import Cases
from engine.store.database import Database
from engine.store.drafts import Drafts
from engine.store.files import Files
from engine.store.leases import Leases
from engine.store.links import Links
from engine.store.messages import Messages
from engine.store.tasks import Tasks
from engine.store.timers import Timers
from engine.store.versions import Versions


class Store:
    """Everything the engine keeps, by noun. Every call is one transaction."""

    def __init__(self, database: Database, salt: Callable[[int], bytes] = os.urandom) -> None:
        self.database = database
        self.cases = Cases(database, salt)
        self.tasks = Tasks(database)
        self.timers = Timers(database)
        self.drafts = Drafts(database)
        self.links = Links(database)
        self.files = Files(database)
        self.versions = Versions(database)
        self.messages = Messages(database)
        self.audit = Audit(database)
        self.leases = Leases(database)
        self.registers = people.StoredRegisters(database)
