"""Photos as pictures on the screen."""

from haski_desktop.engine.photo_cache import PhotoCache
from haski_desktop.gui.photos import images
from tests.gui.conftest import MakePhotos


def test_pictures_are_upright(make_photos: MakePhotos) -> None:
    from PIL import Image

    (path,) = make_photos(1)
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.open(path).save(path, exif=exif)
    cache = PhotoCache()
    for size in (images.Size.VIEW, images.Size.DETAIL):
        picture = images.decode(1, path, size, cache)
        assert (picture.image.width(), picture.image.height()) == (240, 320)
        assert (picture.width, picture.height) == (240, 320)
        assert picture.image.constBits()[3] == 255  # opaque, as Qt's own pixels are
    for decoded in (cache, PhotoCache()):
        thumbnail = images.decode(1, path, images.Size.THUMBNAIL, decoded).image
        assert thumbnail.width() == thumbnail.height() == images.THUMBNAIL_SIDE
    assert images.decode(1, "/nowhere.jpg", images.Size.VIEW, cache).image.isNull()
