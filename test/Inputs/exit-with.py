# Usage: exit-with.py N COMMAND...  Succeeds if COMMAND ends with exit code N; its output passes through.
import subprocess
import sys

code = subprocess.run(sys.argv[2:]).returncode
if code != int(sys.argv[1]):
    sys.exit(f"exit-with: expected {sys.argv[1]}, got {code}: {' '.join(sys.argv[2:])}")
