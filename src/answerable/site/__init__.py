"""The server put together: settings, addresses, entry points. Wiring only."""
