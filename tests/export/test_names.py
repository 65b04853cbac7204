"""Names of exported files."""

from haski_desktop.engine.analysis import Source
from haski_desktop.export import one as export_json
from tests.made_up import made_up


def test_export_file_names_are_safe() -> None:
    bad = made_up(source=Source('a/b\\c:"d".jpg'))
    assert export_json.file_name(bad) == "a_b_c__d_.json"
    assert export_json.file_name(made_up(source=Source(""))) == "photo.json"
