"""Runs a shell command and prints what it took: seconds, seconds of processor time, peak resident memory in KiB of its largest process."""
import json
import resource
import subprocess
import sys
import time

began = time.monotonic()
done = subprocess.run(["bash", "-c", sys.argv[1]], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
seconds = time.monotonic() - began
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(
    json.dumps(
        {
            "code": done.returncode,
            "seconds": seconds,
            "cpuSeconds": used.ru_utime + used.ru_stime,
            "peakKiB": used.ru_maxrss,
            "stdout": done.stdout,
            "stderr": done.stderr[-2000:],
        }
    )
)
