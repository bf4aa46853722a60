# browse.py CHROMIUM FILE [#FRAGMENT] - opens a local page and prints the document as its scripts left
# it, then a line "request: URL" for everything that the page asked for.
import json
import pathlib
import resource
import subprocess
import sys
import tempfile

chromium, file = sys.argv[1:3]
fragment = sys.argv[3] if len(sys.argv) > 3 else ""
page = pathlib.Path(file).resolve().as_uri()

# utils/test limits address space, of which a browser reserves more than there is memory.
_, hard = resource.getrlimit(resource.RLIMIT_AS)
resource.setrlimit(resource.RLIMIT_AS, (hard, hard))

with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
    log = pathlib.Path(profile) / "net.json"
    result = subprocess.run(
        [
            chromium,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            # Whatever a browser would fetch for itself, a test is to leave the machine alone.
            "--host-resolver-rules=MAP * ~NOTFOUND",
            f"--user-data-dir={profile}/data",
            f"--log-net-log={log}",
            "--dump-dom",
            page + fragment,
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        timeout=100,
    )
    if result.returncode != 0:
        sys.stderr.buffer.write(result.stderr)
        sys.exit(f"{chromium} ended with {result.returncode}")
    sys.stdout.buffer.write(result.stdout)
    # Of a log that a browser was still writing when it ended, the last line may be cut.
    for line in log.read_text(errors="replace").splitlines():
        try:
            event = json.loads(line.rstrip(","))
        except ValueError:
            continue
        asked = event.get("params", {}) if isinstance(event, dict) else {}
        # What the browser asks for itself has "not an origin".
        if asked.get("initiator", "not an origin") != "not an origin":
            print("request:", asked["url"])
