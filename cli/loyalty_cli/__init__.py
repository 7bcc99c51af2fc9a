"""The command line of the SDK: `loyalty check`, `run`, `explain`, `test` and `completion`."""
