"""The API: services, cases, tasks and messages for the programs of others, under the same rules as for people."""
