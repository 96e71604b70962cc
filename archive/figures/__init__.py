"""The geometry of the figures: loaded objects in, coordinates as texts out. No queries, no HTML, no sentences.

Across, a figure is measured in percent of its column, or in rem where it has a fixed part; down, in rem. So it
fits a telephone and a sheet of paper alike, its type keeps its size, and it grows with the reader's own type.
A coordinate is a text with a point, whatever the language writes.
"""
