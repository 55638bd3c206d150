"""The company's library of what closes gaps."""
