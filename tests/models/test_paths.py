from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.paths import leaves, role_of


def test_leaves_are_named_the_way_fields_name_them() -> None:
    data = {"name": "a", "rows": [{"x": "1"}, {"x": None}], "empty": [], "values": {"本年支出/基本支出": "2"}}
    assert dict(leaves(data)) == {
        "name": "a",
        "rows[0].x": "1",
        "rows[1].x": None,
        "values.本年支出/基本支出": "2",
    }


def test_a_role_is_what_all_rows_have_in_common() -> None:
    assert role_of("lines[12].values.决算数") == "lines.values.决算数"


names = st.text("abc_", min_size=1, max_size=5)
nested = st.recursive(
    st.none() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(names, nested, max_size=4))
def test_no_two_leaves_share_a_path(data: dict[str, object]) -> None:
    paths = [path for path, _ in leaves(data)]  # type: ignore[arg-type]
    assert len(paths) == len(set(paths))
