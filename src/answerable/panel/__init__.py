"""What the engine eats: the canonical tables, typed and checked, from folders or dataframes."""

from answerable.panel.company import Company, Frame
from answerable.panel.folder import read_company
from answerable.panel.frames import company_from_frames
from answerable.panel.write import write_company

__all__ = ["Company", "Frame", "company_from_frames", "read_company", "write_company"]
