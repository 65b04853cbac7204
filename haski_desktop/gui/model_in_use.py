"""The window's model: which is wanted, whether it is being loaded, and which answers."""

from PySide6.QtCore import QObject, Signal, Slot

from haski_desktop.gui.program.settings import Settings
from haski_desktop.gui.work.messages import ModelInfo, ModelRequest
from haski_desktop.results.names import demo_label


class ModelInUse(QObject):
    """Remembers a choice once it has proved to work; until then the model before stays in use.

    Attributes:
        changed: Any of the below has changed.
        info: The model in use; ``None`` if there is none yet.
        request: The choice that led to it.
        is_loading: Whether another is being loaded.
    """

    changed = Signal()

    def __init__(
        self, settings: Settings, request: ModelRequest, parent: QObject | None = None
    ) -> None:
        """No model yet; ``request`` is loaded first."""
        super().__init__(parent)
        self._settings = settings
        self._wanted: tuple[ModelRequest, ModelRequest | None] = (request, None)
        self.info: ModelInfo | None = None
        self.request = request
        self.is_loading = True

    @property
    def is_demo(self) -> bool:
        """Whether results are made up."""
        return self.request.runtime == "mock"

    @property
    def description(self) -> str:
        """What there is to say of it in a few words."""
        if self.is_loading:
            return self.tr("Loading the model…")
        if self.info is None:
            return self.tr("No model")
        if self.info.runtime == "mock":
            return f"{demo_label()}: " + self.tr("results are made up")
        text = self.tr("Model {version}").format(version=self.info.version)
        return f"{text} · {self.info.runtime}"

    def expect(self, request: ModelRequest, remembered: ModelRequest | None = None) -> None:
        """Note that a model is being loaded.

        Args:
            request: The model.
            remembered: What to load at the next start, if this one can be loaded.
        """
        self._wanted = request, remembered
        self.is_loading = True
        self.changed.emit()

    @Slot(object)
    def use(self, info: ModelInfo) -> None:
        """Note that the model which was expected is in use."""
        self.info, self.is_loading = info, False
        self.request, remembered = self._wanted
        if remembered is not None:
            self._settings.model = remembered
        self.changed.emit()

    @Slot()
    def give_up(self) -> None:
        """Note that the model which was expected can't be loaded."""
        self.is_loading = False
        self.changed.emit()
