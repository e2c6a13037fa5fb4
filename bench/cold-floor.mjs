// The least that a process can do before it has a question's vector: import, load the model, embed once.
import { fileURLToPath } from "node:url";
import { AutoModel, AutoTokenizer, env } from "@xenova/transformers";

env.localModelPath = fileURLToPath(new URL("../models/", import.meta.url));
env.allowRemoteModels = false;
const name = "Xenova/e5-small-v2";
const tokenizer = await AutoTokenizer.from_pretrained(name);
const model = await AutoModel.from_pretrained(name, { dtype: "q8" });
await model(tokenizer("query: Who met with the North Koreans for seven hours in Beijing?"));
