"""What several of these tests are given."""

import pytest


@pytest.fixture
def place(tmp_path):
    """Lay files into a folder: place({"a.xml": b"..."}); return the folder."""

    def laid(contents, folder="in"):
        top = tmp_path / folder
        for name, data in contents.items():
            path = top / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return top

    return laid
