"""A living gallery to look at: `python -m gallery.demo` draws, has it painted, hangs and exhibits it, all over HTTP."""
