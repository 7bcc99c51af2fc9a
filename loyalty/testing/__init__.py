"""Scenario files, their runner, a pytest plugin and strategies: what integrators test their programs with."""
