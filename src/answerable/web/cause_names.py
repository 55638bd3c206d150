"""What a gap comes from, and what a lever is for, in words."""

CAUSE_NAMES = {
    "expectation_unclear": "expectations are not clear",
    "feedback_missing": "feedback is missing",
    "process": "the process",
    "tool": "the tools",
    "resources": "time, people or money",
    "incentive": "what is paid and praised",
    "skill": "skill",
    "ability": "ability",
    "commitment": "commitment",
    "behaviour": "behaviour",
    "drive": "drive",
    "leader": "how it is led",
    "chain": "the leaders above",
    "market": "the market",
}
FACET_NAMES = {
    "skill": "skills",
    "ability": "abilities",
    "commitment": "commitment",
    "behaviour": "behaviours",
    "drive": "drive",
}
EXPECTATION_KIND_NAMES = {"result": "results", "behaviour": "behaviours"}
LIBRARY_KIND_NAMES = {
    "coaching": "Coaching guide",
    "training": "Training",
    "process": "Process",
    "program": "Program",
    "tool": "Tool",
}
SHELF_NAMES = {
    "coaching": "Coaching guides",
    "training": "Trainings",
    "process": "Processes",
    "program": "Programs",
    "tool": "Tools",
}
