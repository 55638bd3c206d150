"""Panel in, findings out. Each step of the argument is a package; nothing here reads files, clocks or policy."""
