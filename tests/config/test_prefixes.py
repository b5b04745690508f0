"""No two services ever print the same number."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from signage.config.prefixes import clash
from signage.config.tables import ServiceTable
from signage.queueing.hall import Service, Text


def table(prefix: str, separator: str = "", width: int = 3) -> ServiceTable:
    return ServiceTable(
        id=prefix + separator, agency="a", name="x", prefix=prefix, separator=separator, width=width
    )


def prints(table: ServiceTable, number: str) -> bool:
    """Whether the service prints this number one day."""
    service = Service(
        id="s", agency="a", name=Text("", ""), prefix=table.prefix,
        separator=table.separator, width=table.width,
    )  # fmt: skip
    digits = number.removeprefix(table.prefix + table.separator)
    return digits.isdigit() and int(digits) > 0 and service.number(int(digits)) == number


def printed(table: ServiceTable) -> list[str]:
    head = table.prefix + table.separator
    serials = {*range(1, 300), *(10**n + i for n in range(9) for i in range(3))}
    return [f"{head}{serial:0{table.width}d}" for serial in serials]


tables = st.builds(
    table,
    st.text("A01", min_size=1, max_size=4),
    st.sampled_from(["", "", "-"]),
    st.integers(1, 4),
)


@given(tables, tables)
@example(table("A"), table("A1"))
@example(table("A", width=4), table("A0", width=3))
@example(table("A"), table("A0"))
@example(table("A", "-"), table("A", "-"))
def test_a_clash_is_told_exactly_when_a_number_can_be_printed_twice(
    one: ServiceTable, other: ServiceTable
) -> None:
    number = clash(one, other)
    if number is None:
        assert not [n for n in printed(one) if prints(other, n)]
        assert not [n for n in printed(other) if prints(one, n)]
    else:
        assert prints(one, number)
        assert prints(other, number)
    assert (clash(other, one) is None) == (number is None)


def test_the_number_that_would_be_printed_twice() -> None:
    assert clash(table("A"), table("A1")) == "A1001"
    assert clash(table("A0"), table("A")) is None
    assert clash(table("A0", width=2), table("A")) == "A001"
    assert clash(table("A0", width=1), table("A")) == "A010"
    assert clash(table("A", width=2), table("A", width=3)) == "A100"
    assert clash(table("A"), table("AK")) is None
    assert clash(table("A", "-"), table("A1", "-")) is None
    assert clash(table("4K", "-"), table("4", "")) is None
