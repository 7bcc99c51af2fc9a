"""Controls are scenarios that must fail; they are run by a test, not as tests."""

collect_ignore_glob = ["controls/*"]
