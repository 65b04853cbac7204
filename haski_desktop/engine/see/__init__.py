"""What a photo shows: faces, skin and hair, quality, and the parts worth judging.

Each module is one stage. A stage takes the upright photo as a
:class:`~haski_desktop.engine.see.pyramid.Pyramid` and small networks that someone else has
loaded; it opens no file and keeps no state. Coordinates
in results are fractions of the photo's width and height, x to the right and y down.
"""
