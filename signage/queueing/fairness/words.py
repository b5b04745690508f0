"""The fairness report in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from signage.queueing.fairness.shapes import ClassRow, FairnessReport, PassedByRow
from signage.queueing.hall import Text

NO_PRIORITY = Text("Tanpa prioritas", "No priority")
RULES: Mapping[str, Text] = {
    "longest_wait": Text("paling lama menunggu", "the longest wait"),
    "weighted": Text("bobot layanan", "weights of services"),
    "priority_turn": Text("giliran prioritas", "priority's turn"),
    "ordinary_turn": Text("giliran antrean biasa", "the ordinary line's turn"),
    "past_limit": Text("lewat batas tunggu", "past the limit"),
    "sent_here": Text("dialihkan ke loket", "sent to the counter"),
    "came_back": Text("kembali ke antrean", "came back"),
    "booked": Text("reservasi", "a booking"),
    "chosen": Text("dipilih petugas", "chosen by an officer"),
}


def rule(rule: str) -> Text:
    """A rule in a few words."""
    return RULES.get(rule, Text(rule, rule))


def told(report: FairnessReport) -> FairnessReport:
    """The report with its sentences."""
    return msgspec.structs.replace(report, said=tuple(_sentences(report)))


def _sentences(report: FairnessReport) -> Iterator[Text]:
    called, tickets = report.called, report.tickets
    yield Text(
        f"{tickets} nomor diberikan, {called} dipanggil.",
        f"{tickets} numbers were given, {called} were called.",
    )
    waited = [row for row in report.classes if row.longest_number is not None]
    if waited:
        yield _longest(max(waited, key=lambda row: row.longest))
    yield _passed(report)
    if report.limit:
        yield _limit(report)
    if report.lines:
        yield _share(report)


def _longest(row: ClassRow) -> Text:
    minutes = row.longest // 60
    return Text(
        f"Paling lama menunggu: {row.longest_number}, {minutes} menit ({row.name.id}).",
        f"The longest wait: {row.longest_number}, {minutes} minutes ({row.name.en}).",
    )


def _passed(report: FairnessReport) -> Text:
    if not report.passed:
        return Text("Tidak ada yang dilewati.", "Nobody was passed over.")
    who = sum(row.passed_tickets for row in report.classes)
    most = report.most[0]
    return Text(
        f"{who} nomor pernah dilewati, {report.passed} kali seluruhnya; paling sering "
        f"{most.number}: {most.passed} kali.",
        f"{who} numbers were passed over at some time, {report.passed} times in all; most often "
        f"{most.number}: {most.passed} times.",
    )


def _limit(report: FairnessReport) -> Text:
    limit = report.limit
    chosen = Text("", "")
    if report.late_chosen:
        chosen = Text(
            f" Petugas memilih nomor lain {report.late_chosen} kali.",
            f" Officers chose another number {report.late_chosen} times.",
        )
    if not report.late:
        return Text(
            f"Setelah batas tunggunya ({limit} menit) tidak ada yang dilewati giliran.{chosen.id}",
            f"After their limit ({limit} minutes) nobody was passed over by a turn.{chosen.en}",
        )
    return Text(
        f"Setelah batas tunggunya ({limit} menit) masih dilewati {report.late} kali.{chosen.id}",
        f"After their limit ({limit} minutes) some were passed over {report.late} times."
        f"{chosen.en}",
    )


def _share(report: FairnessReport) -> Text:
    windows = sum(line.windows for line in report.lines)
    kept = sum(line.kept for line in report.lines)
    priority = sum(line.priority for line in report.lines)
    ordinary = sum(line.ordinary for line in report.lines)
    return Text(
        f"Selama keduanya menunggu: {priority} giliran prioritas dan {ordinary} giliran biasa; "
        f"bagiannya terjaga di {kept} dari {windows} masa sibuk.",
        f"While both waited: {priority} turns of priority and {ordinary} others; the share was "
        f"kept in {kept} of {windows} busy windows.",
    )


def table(report: FairnessReport) -> str:
    """The report as plain text, in English."""
    head = ("class", "tickets", "called", "longest", "mean", "passed over", "at most")
    rows = [
        (row.name.en, row.tickets, row.called, _minutes(row.longest), _minutes(row.mean),
         row.passed, row.most_passed)
        for row in report.classes
    ]  # fmt: skip
    most = [
        f"{row.number}: {row.passed} times, by {_who(row.by)}; waited {_minutes(row.waited)}"
        for row in report.most[:5]
    ]
    lines = [f"Fairness of {report.day}", *(text.en for text in report.said), "", _row(head)]
    lines += [_row(row) for row in rows]
    return "\n".join([*lines, *(["", "Passed over most:", *most] if most else [])])


def _row(cells: tuple[object, ...]) -> str:
    name, *figures = (str(cell) for cell in cells)
    return f"{name:32}" + "".join(f"{figure:>12}" for figure in figures)


def _minutes(seconds: int) -> str:
    return f"{seconds // 60} min"


def _who(by: tuple[PassedByRow, ...]) -> str:
    return ", ".join(f"{row.name.en} {row.count} × ({row.rule_name.en})" for row in by)
