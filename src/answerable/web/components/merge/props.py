"""What the merging of two texts is given."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Merge:
    """Two texts of the same thing, written at once.

    Attributes:
        field_label: what the text is, as its field says: "Shared notes".
        theirs: what stands now.
        theirs_by: who wrote that.
        mine: what the reader wrote and sent.
        action_url: where what they make of both is sent.
        hidden: what is sent along, the version that stands now above all.
        field_name: as what the text is sent.
        who_reads: one line on who can read the text.
        back_url: where to go to leave it as it stands, empty for nowhere.
        keep: the `data-keep` of the form the text was written in; what that kept is let go once this is taken.
    """

    template: ClassVar[str] = "merge/merge.html"

    field_label: str
    theirs: str
    theirs_by: str
    mine: str
    action_url: str
    hidden: tuple[tuple[str, str], ...]
    field_name: str
    who_reads: str = ""
    back_url: str = ""
    keep: str = ""

    @property
    def together(self) -> str:
        """Both texts in one, line by line: what both have stands once, and nothing of either is left out."""
        theirs, mine = self.theirs.splitlines(), self.mine.splitlines()
        lines: list[str] = []
        for what, i, j, k, m in SequenceMatcher(None, theirs, mine, autojunk=False).get_opcodes():
            lines += theirs[i:j] if what == "equal" else [*theirs[i:j], *mine[k:m]]
        return "\n".join(lines)
