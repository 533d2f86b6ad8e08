"""Wiring only: settings, store, services, screens, routes, worker."""
