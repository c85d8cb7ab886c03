"""Exit code 0 if a server could listen on HOST and PORT (the two arguments); else says why not, with exit code 1."""

import errno
import socket
import sys

host, port = sys.argv[1], sys.argv[2]
try:
    socket.create_server((host, int(port))).close()
except (OSError, OverflowError, ValueError) as problem:
    taken = getattr(problem, "errno", None) == errno.EADDRINUSE
    sys.exit(f"Cannot serve on {host}, port {port}: {'another program uses it' if taken else problem}.")
