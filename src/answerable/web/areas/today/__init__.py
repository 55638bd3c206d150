"""What my people need from me."""
