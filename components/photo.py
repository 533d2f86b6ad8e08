"""Photos, such as of a hole in the road."""

from typing import ClassVar

from components.uploads import Uploads

HOLE = {"id": "p1", "name": "hole.jpg", "size": 3_000_000, "type": "image/jpeg"}


class Photo(Uploads):
    """Asks for photos as phones and cameras make them."""

    kind: ClassVar = "photo"
    wanted: ClassVar = "Select a photo"
    thing: ClassVar = "photo"
    sample: ClassVar = {"label": "Add a photo"}
    accepts: ClassVar = [([HOLE], [HOLE])]
    refuses: ClassVar = [
        ([HOLE | {"name": "hole.pdf"}], "The photo “hole.pdf” must be a JPG, PNG, HEIC or WEBP"),
        ([HOLE | {"size": 10_000_001}], "The photo “hole.jpg” must be 10 MB or smaller"),
        ([HOLE, HOLE | {"id": "p2"}], "You can only select 1 photo"),
    ]

    def allowed(self) -> tuple[str, ...]:
        return (".jpg", ".jpeg", ".png", ".heic", ".webp")
