"""Makes `python -m loyalty_cli` the same as `loyalty`."""

from loyalty_cli.main import main

if __name__ == "__main__":
    main()
