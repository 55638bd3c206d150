"""The command line: commands on files, without a server."""
