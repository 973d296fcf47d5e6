"""The offline tool of the coding board (ban phách): cuts headers, draws codes, seals the map 2-of-3.

It needs nothing of the application. Copy this folder to the council's own machine, install its `requirements.txt`, and
run `python -m coding --help` beside it. The server imports `formats`, `neutral` and `faults` alone, which need the
standard library only. docs/coding-tool.md tells the rest.
"""
