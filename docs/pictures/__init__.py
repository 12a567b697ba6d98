"""The manual's pictures: `python -m docs.pictures` (make pictures) draws them all anew.

`walks` holds what the manual's walks change, `drawings` the screens around it, `__main__`
takes the pictures. Tests carry the walks out, so that what the pictures show is right.
"""
