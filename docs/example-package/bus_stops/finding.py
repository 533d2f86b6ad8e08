"""What a bus stop is called, by its code. A real one would ask the register of stops."""

NAMES = {"nfogmtdw": "Elm Hill, opposite the church"}


def find_bus_stop(told, key):
    """Brings the name of a stop; `told` holds what `with:` names, and `key` is the same at every try."""
    return {"stop_name": NAMES.get(told["stop"], "a stop that is not in our register")}
