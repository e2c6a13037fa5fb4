import type { IndexStore } from "./index-store.js";
import { OpenSearchStore } from "./opensearch/opensearch-store.js";
import { OramaStore } from "./orama/orama-store.js";
import type { StorePlace } from "./store-place.js";

/** The store at a place. Nothing is opened before it is asked for something. */
export function openStore(place: StorePlace): IndexStore {
  return place.kind === "folder" ? new OramaStore(place.folder) : new OpenSearchStore(place.address);
}
