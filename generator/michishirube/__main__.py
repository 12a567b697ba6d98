"""`python -m michishirube`: the command line where no script is on the path."""

from michishirube.cli import main

if __name__ == "__main__":
    main(prog_name="michishirube")
