"""One gap: is it real, whose is it, who must do what by when."""
