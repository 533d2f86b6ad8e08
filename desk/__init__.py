"""What is handed to whom: pages to answer, a case to read, a definition to edit. Cut by the engine's access."""
