"""One module for each kind of illustration.

Each has ``draw(canvas, entry, library)``. One that shows data also has ``table(library,
entry, here)``, the same data as Markdown for the page ``here``, and may have
``reading(library, entry)``, sentences for the description made from the data.
"""
