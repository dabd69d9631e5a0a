import gzip
import hashlib
import sys

import pytest

from tutorial_lib.data import fetch
from tutorial_lib.data.fetch import catalogue, describe, is_present, read_file

CONTENT = b"one line of data\n"
PATH = "small/file.txt"


@pytest.fixture
def small(monkeypatch):
    """A data set of one small file whose address answers nothing."""
    sha256 = hashlib.sha256(CONTENT).hexdigest()
    file = {"path": PATH, "url": "http://origin/file.txt", "sha256": sha256}
    entry = {"url": ["http://origin/"], "files": [file]}
    monkeypatch.setattr(fetch, "catalogue", lambda: {"small": entry})

    def no_answer(*_):
        raise OSError("connection refused")

    monkeypatch.setattr(fetch, "download", no_answer)
    return entry


@pytest.fixture
def own_folder(monkeypatch, tmp_path):
    """The reader's folder, as `TUTORIAL_DATA` names it."""
    (tmp_path / "small").mkdir()
    monkeypatch.setenv("TUTORIAL_DATA", str(tmp_path))
    return tmp_path


@pytest.mark.usefixtures("small")
def test_a_file_is_found_packed_or_not(own_folder):
    packed = own_folder / "small/file.txt.gz"
    packed.write_bytes(gzip.compress(CONTENT))
    assert read_file("small", PATH) == CONTENT
    packed.unlink()
    (own_folder / PATH).write_bytes(CONTENT)
    assert read_file("small", PATH) == CONTENT


@pytest.mark.usefixtures("small")
def test_the_readers_folder_may_be_read_only(own_folder):
    (own_folder / PATH).write_bytes(CONTENT)
    for path in (own_folder / PATH, own_folder / "small", own_folder):
        path.chmod(0o555)
    before = sorted(own_folder.rglob("*"))
    assert read_file("small", PATH) == CONTENT
    assert sorted(own_folder.rglob("*")) == before
    (own_folder / "small").chmod(0o755)
    own_folder.chmod(0o755)


@pytest.mark.usefixtures("small")
def test_the_readers_folder_comes_before_the_cache(own_folder):
    cached = fetch.cache_folder() / PATH
    cached.parent.mkdir(parents=True)
    cached.write_bytes(b"never read")
    (own_folder / PATH).write_bytes(CONTENT)
    assert read_file("small", PATH) == CONTENT


@pytest.mark.usefixtures("small", "own_folder")
def test_the_cache_serves_when_the_readers_folder_has_nothing():
    cached = fetch.cache_folder() / PATH
    cached.parent.mkdir(parents=True)
    cached.write_bytes(CONTENT)
    assert read_file("small", PATH) == CONTENT


@pytest.mark.usefixtures("small")
def test_a_tilde_is_the_readers_home_though_no_shell_expanded_it(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TUTORIAL_DATA", "~/data")
    (tmp_path / "data/small").mkdir(parents=True)
    (tmp_path / "data" / PATH).write_bytes(CONTENT)
    assert read_file("small", PATH) == CONTENT
    assert is_present("small")
    monkeypatch.setenv("TUTORIAL_CACHE", "~/kept")
    assert fetch.cache_folder() == tmp_path / "kept"


@pytest.mark.usefixtures("small")
def test_an_empty_file_is_not_the_original_rather_than_missing(own_folder):
    (own_folder / PATH).write_bytes(b"")
    with pytest.raises(ValueError, match="is not the file of the course"):
        read_file("small", PATH)


@pytest.mark.usefixtures("small")
def test_a_missing_file_is_named_with_its_address_and_the_variable(own_folder):
    with pytest.raises(FileNotFoundError) as error:
        read_file("small", PATH)
    message = str(error.value)
    for part in (PATH, str(own_folder), "http://origin/", "connection refused", "TUTORIAL_DATA"):
        assert part in message
    assert "\n" not in message


@pytest.mark.usefixtures("small")
def test_without_the_variable_the_message_says_so():
    with pytest.raises(FileNotFoundError, match=r"TUTORIAL_DATA \(not set\)"):
        read_file("small", PATH)


@pytest.mark.parametrize(
    "content",
    [gzip.compress(CONTENT)[:-9], gzip.compress(CONTENT)[:14], b"<html>404</html>"],
    ids=["the end cut off", "hardly more than a header", "a page of the server"],
)
@pytest.mark.usefixtures("small")
def test_a_truncated_file_is_named_and_left_alone(own_folder, content):
    packed = own_folder / "small/file.txt.gz"
    packed.write_bytes(content)
    with pytest.raises(
        ValueError, match=r"file\.txt\.gz is damaged .*; put the original in its place"
    ):
        read_file("small", PATH)
    assert packed.read_bytes() == content


@pytest.mark.usefixtures("small")
def test_a_tampered_file_is_named_and_left_alone(own_folder):
    (own_folder / PATH).write_bytes(CONTENT + b"!")
    with pytest.raises(
        ValueError, match=r"file\.txt is not the file of the course: expected content with"
    ):
        read_file("small", PATH)
    assert (own_folder / PATH).read_bytes() == CONTENT + b"!"


@pytest.mark.usefixtures("small")
def test_a_damaged_cache_is_downloaded_again(monkeypatch):
    cached = fetch.cache_folder() / PATH
    cached.parent.mkdir(parents=True)
    cached.write_bytes(b"half of it")
    monkeypatch.setattr(fetch, "download", lambda *_: cached.write_bytes(CONTENT))
    assert read_file("small", PATH) == CONTENT


@pytest.mark.usefixtures("small")
def test_a_page_must_declare_its_data(own_folder, monkeypatch):
    (own_folder / PATH).write_bytes(CONTENT)
    main = sys.modules["__main__"]
    monkeypatch.setattr(main, "__declared_data__", ["small"], raising=False)
    assert read_file("small", PATH) == CONTENT
    monkeypatch.setattr(main, "__declared_data__", ["mnist"], raising=False)
    message = r"this page loads 'small' but its header declares data: \['mnist'\]; add small to"
    with pytest.raises(ValueError, match=message):
        read_file("small", PATH)


def test_an_unknown_data_set_is_named_with_those_there_are():
    with pytest.raises(ValueError, match=r"no data set 'fashion'; there are \[.*'fashion_mnist'"):
        describe("fashion")


def test_the_cache_is_in_the_home_folder_unless_told(monkeypatch, tmp_path):
    monkeypatch.delenv("TUTORIAL_CACHE")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert fetch.cache_folder() == tmp_path / ".cache" / "tutorial_lib"


@pytest.mark.parametrize("name", catalogue())
def test_every_data_set_says_what_it_is(name):
    entry = describe(name)
    assert {"title", "licence", "citation", "url", "files"} <= set(entry)
    assert all(url.startswith("http") for url in entry["url"])
    assert all(len(f["sha256"]) == 64 or f["sha256"][:4] == "md5:" for f in entry["files"])
    assert len({file["path"] for file in entry["files"]}) == len(entry["files"])


# --- files with an address of their own


@pytest.fixture
def origin(server, monkeypatch):
    """A data set of one file at an address on this machine."""
    (server.folder / "file.txt").write_bytes(CONTENT)
    digest = hashlib.sha256(CONTENT).hexdigest()
    file = {"path": PATH, "url": f"{server.url}file.txt", "sha256": digest}
    entry = {"url": [server.url], "files": [file]}
    monkeypatch.setattr(fetch, "catalogue", lambda: {"small": entry})
    monkeypatch.setattr("time.sleep", lambda _: None)  # between two tries
    server.file = file
    return server


def cached_files():
    return [p.name for p in fetch.cache_folder().rglob("*") if p.is_file()]


def test_a_file_is_downloaded_once(origin):
    assert read_file("small", PATH) == CONTENT
    assert read_file("small", PATH) == CONTENT
    assert origin.asked == ["/file.txt"]
    assert is_present("small")


def test_an_md5_is_a_digest_too(origin):
    origin.file["sha256"] = f"md5:{hashlib.md5(CONTENT).hexdigest()}"
    assert read_file("small", PATH) == CONTENT


def test_a_wrong_file_at_the_address_leaves_nothing_behind(origin):
    (origin.folder / "file.txt").write_bytes(b"another file")
    with pytest.raises(FileNotFoundError, match=r"did not give it \(.*hash"):
        read_file("small", PATH)
    assert cached_files() == []
    assert not is_present("small")


@pytest.mark.parametrize("below", ["", "new/"])
@pytest.mark.usefixtures("origin")
def test_a_cache_that_cannot_be_written_is_said_so(monkeypatch, tmp_path, below):
    (tmp_path / "file").write_bytes(b"")  # no folder can be made where a file lies
    monkeypatch.setenv("TUTORIAL_CACHE", str(tmp_path / "file" / below))
    with pytest.raises(OSError, match=r"that cache cannot be written \(.*; set TUTORIAL_CACHE to"):
        read_file("small", PATH)


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), PermissionError("no")])
@pytest.mark.usefixtures("origin")
def test_a_full_disk_is_not_blamed_on_the_address(monkeypatch, error):
    def fail(*_):
        raise error

    monkeypatch.setattr("shutil.move", fail)
    with pytest.raises(OSError, match="that cache cannot be written") as raised:
        read_file("small", PATH)
    assert not isinstance(raised.value, FileNotFoundError)


def test_an_address_without_the_file_is_named(origin):
    (origin.folder / "file.txt").unlink()
    with pytest.raises(FileNotFoundError, match="404"):
        read_file("small", PATH)


def test_what_can_only_be_prepared_says_from_what_and_what_to_do():
    weights = "mobilenet_v2_imagenet/mobilenet_v2_imagenet_fp16.safetensors"
    with pytest.raises(FileNotFoundError) as error:
        read_file("mobilenet_v2", weights)
    for part in (
        f"no file {weights} (or {weights}.gz)",
        "made for the course from https://github.com/google-coral/test_data (at commit 104342",
        "set TUTORIAL_DATA to its folder",
    ):
        assert part in str(error.value)
    with pytest.raises(
        FileNotFoundError, match=r"pruizf/disco/archive/.*zip \(by `python -m tools"
    ):
        read_file("disco", "es_disco_sonetos/disco_sonetos.tsv")


@pytest.mark.parametrize("name", catalogue())
def test_every_file_has_an_address_or_says_why_not(name):
    entry = describe(name)
    for file in entry["files"]:
        assert ("url" in file) != ("prepared" in entry)
