import { AutoModel, AutoTokenizer, env } from "@xenova/transformers";
import { MODEL } from "./shipped.js";

type Load = (name: string, options?: object) => Promise<object>;
type Model = (...input: unknown[]) => Promise<unknown>;

let isShared = false;

/**
 * Has this process load each model that ships once, with its tokenizer: most assistants of the tests live for a second,
 * and to load theirs takes as long. The models' files are still checked each time; threads and other processes load their
 * own, and a model that lies elsewhere than in models/ is loaded as it is.
 */
export function shareModels(): void {
  if (isShared) return;
  isShared = true;
  AutoTokenizer.from_pretrained = once(AutoTokenizer.from_pretrained.bind(AutoTokenizer));
  const load = once<Load>(AutoModel.from_pretrained.bind(AutoModel));
  AutoModel.from_pretrained = async (name, options) => lent((await load(name, options)) as Model) as never;
}

function once<L extends Load>(load: L): L {
  const loaded = new Map<string, Promise<object>>();
  const loadOnce: Load = (name, options) => {
    if (env.localModelPath !== MODEL.path) return load(name, options);
    const key = JSON.stringify([name, options]);
    let loading = loaded.get(key);
    if (!loading) {
      loading = load(name, options);
      loading.catch(() => loaded.delete(key));
      loaded.set(key, loading);
    }
    return loading;
  };
  return loadOnce as L;
}

/** For its borrower alone the model is gone once it was disposed of, and as with any other its use fails then. */
function lent(model: Model): Model {
  let isGone = false;
  return new Proxy(model, {
    apply: async (_, self, input) => {
      if (isGone) throw new Error("The model was disposed of.");
      return Reflect.apply(model, self, input);
    },
    get: (_, key) => (key === "dispose" ? dispose : Reflect.get(model, key)),
  });
  async function dispose(): Promise<void> {
    isGone = true;
  }
}
