"""What of everything that PyInstaller finds goes into the standalone program."""

import re
import sys
from pathlib import Path
from typing import Final

# Of Pillow's decoders only those that engine/decode.py can choose.
DECODERS: Final = tuple(
    f"PIL.{name}ImagePlugin"
    for name in ("Jpeg", "Mpo", "Png", "Gif", "Bmp", "Tiff", "WebP", "Avif")
)
PACKAGE: Final = Path(__file__).resolve().parent.parent / "haski_desktop"
LANGUAGES: Final = "|".join(
    file.stem.removeprefix("haski_")
    for file in sorted(PACKAGE.parent.glob("resources/translations/haski_*.qm"))
)
# Imported by names that are put together at run time, where no scan of the code sees them.
IMPORTED_BY_NAME: Final = [
    *(
        f"haski_desktop.{folder}.{file.stem}"
        for folder in ("cli", "engine", "engine.structure")
        for file in PACKAGE.joinpath(*folder.split(".")).glob("[!_]*.py")
    ),
    *("ai_edge_litert.interpreter", "onnxruntime", "pi_heif"),
    *DECODERS,
]
# Packages whose versions `haski doctor` shows.
SHOWN_VERSIONS: Final = (
    *("numpy", "pillow", "pi-heif", "ai-edge-litert", "onnxruntime", "PySide6-Essentials"),
)
# Never reached. Without the modules that speak to a network the program could not use one if
# it wanted to; readline and gdbm are under the GPL.
UNUSED_MODULES: Final = [
    *("ssl", "_ssl", "http", "urllib.request", "ftplib", "smtplib", "poplib", "imaplib"),
    *("xmlrpc", "socketserver", "asyncio", "multiprocessing", "webbrowser", "nntplib", "telnetlib"),
    *("readline", "_gdbm", "_dbm", "dbm", "curses", "_curses", "tkinter", "nis", "crypt"),
    *("pydoc", "doctest", "pdb", "unittest", "test", "lib2to3", "ensurepip", "distutils"),
    *("setuptools", "pkg_resources", "pip", "ray", "ml", "torch", "tests", "tflite_runtime"),
    *("haski_desktop.batch.on_ray", "IPython", "matplotlib", "pandas", "rich", "defusedxml"),
    *("PySide6.QtNetwork", "PySide6.QtDBus", "PySide6.QtQml", "PySide6.QtTest"),
    *("PIL.ImageTk", "PIL.ImageQt", "PIL._imagingtk", "PIL.ImageShow"),
    *("numpy.f2py", "numpy.testing", "numpy.random", "numpy.fft", "numpy.polynomial"),
    *("numpy.ctypeslib", "google", "ml_dtypes", "flatbuffers"),
    *(f"onnxruntime.{name}" for name in ("quantization", "tools", "transformers", "datasets")),
]

# The plugins of Qt that a window with icons of its own needs. All others stay out, and with
# them the libraries that only they use: QML, PDF, network, a server for remote screens.
QT_PLUGINS: Final = {
    "platforms": "xcb|wayland|offscreen|windows|cocoa",
    "platformthemes": "xdgdesktopportal",
    "platforminputcontexts": "compose|ibus",
    "imageformats": "jpeg|gif|webp|ico|svg",  # of pasted pictures, and the style sheet's arrow
    "styles": "modernwindows|mac",
    "printsupport": "cups|windows|cocoa",
    "wayland-shell-integration": "xdg-shell",
    "wayland-decoration-client": "bradient|adwaita",
}
QT_LIBRARIES: Final = (
    "Core|Gui|Widgets|Svg|PrintSupport|DBus|XcbQpa|WaylandClient|WlShellIntegration"
)
# Libraries that Python's own modules use. On Linux all other system libraries stay the
# system's, which keeps them safe and fits them to the screen; docs/packaging.md names them.
USED_BY_PYTHON: Final = "python3|ffi|sqlite3|crypto|lzma|bz2|z|expat|uuid|mpdec"
NEVER: Final = r"/(tests|testing|datasets|include)/|\.(pyi|pxd|lib|h)$"
# PyInstaller's preparation for Qt, which the command line does without.
WINDOW_HOOK: Final = "pyi_rth_pyside6"


def wanted_modules(modules: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """``modules`` without the decoders that PyInstaller adds because Pillow has them."""
    return [m for m in modules if m[0] in DECODERS or not m[0].endswith("ImagePlugin")]


def wanted(files: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Those of ``files`` (path in the folder, source, kind) that go into the folder."""
    kept = [file for file in files if file[2] == "SYMLINK" or _is_wanted(file[0], file[1])]
    names = {name for name, _, kind in kept if kind != "SYMLINK"}
    # Links at the top lead to libraries below, some of which have just gone.
    return [file for file in kept if file[2] != "SYMLINK" or file[1] in names]


def _is_wanted(name: str, source: str) -> bool:
    path = name.replace("\\", "/")
    if sys.platform == "linux" and "/" not in path and re.match(r"(/usr)?/lib", source):
        return re.match(rf"lib({USED_BY_PYTHON})[-.\d]", path) is not None
    if path.startswith("PySide6/"):
        return _is_wanted_of_qt(path)
    return not re.search(NEVER, path)


def _is_wanted_of_qt(path: str) -> bool:
    if "/plugins/" in path:
        kind, file = path.split("/plugins/")[1].split("/", 1)
        return kind in QT_PLUGINS and re.search(QT_PLUGINS[kind], file) is not None
    if "/translations/" in path:
        return re.search(rf"/qtbase_({LANGUAGES})\.qm$", path) is not None
    library = re.search(r"/(?:lib)?Qt6(\w+)(?:\.so|\.dll|\.framework|\.\d)", path)
    return library is None or re.fullmatch(QT_LIBRARIES, library[1]) is not None


def scripts_of(program: str, scripts: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Those of all programs' ``scripts`` that start ``program``."""
    dropped = () if program == "app" else (WINDOW_HOOK,)
    return [s for s in scripts if s[0] == program or (s[0][:3] == "pyi" and s[0] not in dropped)]
