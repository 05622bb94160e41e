"""The Python library an integrator imports."""
