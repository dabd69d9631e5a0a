import tutorial_build

from .conftest import REPOSITORY


def test_the_tree_of_the_engine_names_every_file_once():
    names = (tutorial_build.__doc__ or "").split()
    folder = REPOSITORY / "src/tutorial_build"
    found = [path for path in folder.rglob("*.py") if path.stem != "__init__"]
    odd = []
    for path in found:
        name = path.name if path.parent == folder else path.stem
        if name not in names or not (path.parent == folder or f"{path.parent.name}/" in names):
            odd.append(path.relative_to(folder).as_posix())
    assert not odd
