"""Every component, with examples."""
