"""One folder that installs `reviewer` on a machine without a network: `python -m bundle --platform windows`."""
