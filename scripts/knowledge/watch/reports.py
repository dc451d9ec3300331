"""Says what the watch over the law found: as text for a terminal, as Markdown for a workflow's summary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from knowledge.watch.comparing import KINDS, Finding

_HEADINGS = {
    "repealed": "Repealed: rewrite or take out",
    "moved": "Moved: mend section, label and address; the id stays",
    "changed": "Text changed: read it again, mend the summary, then accept the new text",
    "in force": "Newly in force: move it from «vedtatt, ikke i kraft»",
    "missing": "The act has no such section: mend 'section'",
    "broken": "Could not be read",
    "unread": "No text read yet: read it, then write its hash",
    "unasked": "Not asked: the package could not be had",
    "unchanged": "Unchanged",
}


def law_report(findings: Sequence[Finding], file: str, faults: Mapping[str, str] | None = None) -> str:
    """Return the findings as Markdown that reads well as plain text too, worst first; ``file`` is the register's name.

    faults: beginning of ids («LOV») -> why those acts could not be asked for
    """
    counts = {kind: sum(finding.kind == kind for finding in findings) for kind in KINDS}
    told = ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)
    lines = [f"# The law: {len(findings)} provisions watched", "", f"{told or 'none'}.", ""]
    for kind, why in sorted((faults or {}).items()):
        lines += [f"**Could not ask for {kind}:** {why}. Look again next week.", ""]
    for kind in KINDS:
        found = [finding for finding in findings if finding.kind == kind]
        if not found:
            continue
        lines += [f"## {_HEADINGS[kind]} ({len(found)})", ""]
        # What asks for nothing, or the same of all, is told in one line.
        alike = [finding for finding in found if kind in ("unchanged", "unasked") or not finding.details]
        if alike:
            lines.append(f"- {', '.join(finding.entry.id for finding in alike)}")
        for finding in found:
            if finding in alike:
                continue
            lines.append(f"- **{finding.entry.id}** ({finding.entry['label']}), {file}:{finding.entry.line}")
            lines += [f"  - {detail}" for detail in finding.details]
        lines.append("")
    lines += _coming(findings)
    return "\n".join(lines).rstrip() + "\n"


def _coming(findings: Sequence[Finding]) -> list[str]:
    waiting = [finding for finding in findings if finding.coming]
    if not waiting:
        return []
    lines = ["## Adopted and not in force, as the acts say themselves", ""]
    for finding in waiting:
        lines.append(f"- {finding.entry.id}" + ("" if finding.entry.get("pending") else ": not in 'pending'"))
        lines += [f"  - {line}" for line in finding.coming]
    return [*lines, ""]
