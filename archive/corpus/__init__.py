"""Made-up archives of any size, to measure on: the same for the same number and seed, on every machine."""
