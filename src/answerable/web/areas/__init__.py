"""The screens, a folder for each place one goes to."""
