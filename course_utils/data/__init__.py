"""Every data set of the course, by name, from files that are already on this machine.

The pictures come with scikit-image and scikit-learn or lie in the course's folder `data/`; they
are opened where they are, and nothing is fetched, except by `load_public` when it is asked to. The
folder's README.md says whose pictures they are and what may be done with them.
"""

from .digits import load_digits, load_scattered_digits
from .drawn import load_glyphs, load_rhythms
from .faces import load_faces
from .letters import load_letters
from .pictures import file_path, image_path, list_images, load_image, read_images
from .public import load_public
from .speech import load_speech
from .textures import load_textures

__all__ = [
    "file_path",
    "image_path",
    "list_images",
    "load_digits",
    "load_faces",
    "load_glyphs",
    "load_image",
    "load_letters",
    "load_public",
    "load_rhythms",
    "load_scattered_digits",
    "load_speech",
    "load_textures",
    "read_images",
]
