import { Effects } from "../effects/effects.js";
import { forgetPlainTexts } from "../effects/open-plain-text.js";
import { reduce } from "./reducer.js";
import { hashOf, routeOf } from "./route.js";
import { type Event, initialState, type State } from "./state.js";

export interface Store {
  readonly get: () => State;
  readonly subscribe: (listener: () => void) => () => void;
  readonly dispatch: (event: Event) => void;
}

const TOKEN_KEY = "footnote.token";
const KEPT_KEY = "footnote.kept";
const KEYS_OFF_KEY = "footnote.keys-off";
const IN_WORDS_KEY = "footnote.in-words";

/**
 * Holds the state, runs its tasks, and keeps the address bar and the state saying the same. The token stays in this
 * tab's session storage: it ends with the tab, and other tabs don't have it.
 */
export function openStore(window: Window): Store {
  const { location, history } = window;
  const tab = new TabStorage(window);
  const listeners = new Set<() => void>();
  let state = initialState({
    token: tab.read(TOKEN_KEY),
    areKeysOn: tab.read(KEYS_OFF_KEY) === null,
    alsoInWords: tab.read(IN_WORDS_KEY) !== null,
    // What is asked anew when the page is loaded again is kept already.
    kept: keptPlaces(tab.read(KEPT_KEY)),
  });

  const dispatch = (event: Event): void => {
    const before = state;
    state = reduce(state, event);
    if (state === before) return;
    keep(before);
    effects.update(state);
    for (const listener of listeners) listener();
  };

  const keep = (before: State): void => {
    const hash = hashOf(state.route);
    if (state.route !== before.route && hash !== hashOf(routeOf(location.hash))) {
      history.pushState(null, "", hash === "#" ? location.pathname : hash);
    }
    if (state.token !== before.token) {
      tab.keep(TOKEN_KEY, state.token);
      forgetPlainTexts();
    }
    if (state.kept !== before.kept) {
      tab.keep(KEPT_KEY, Object.keys(state.kept).length === 0 ? null : JSON.stringify(state.kept));
    }
    if (state.areKeysOn !== before.areKeysOn) tab.keep(KEYS_OFF_KEY, state.areKeysOn ? null : "1");
    if (state.alsoInWords !== before.alsoInWords) tab.keep(IN_WORDS_KEY, state.alsoInWords ? "1" : null);
  };

  const effects = new Effects(dispatch);
  const follow = () => dispatch({ type: "navigated", route: routeOf(location.hash) });
  window.addEventListener("popstate", follow);
  follow();
  return {
    get: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispatch,
  };
}

function keptPlaces(text: string | null): State["kept"] {
  try {
    return (JSON.parse(text ?? "{}") ?? {}) as State["kept"];
  } catch {
    return {};
  }
}

/** What is kept until the tab is closed. Browsers that are told to keep nothing throw at every touch: then nothing is. */
class TabStorage {
  constructor(private readonly window: Pick<Window, "sessionStorage">) {}

  read(key: string): string | null {
    try {
      return this.window.sessionStorage.getItem(key);
    } catch {
      return null;
    }
  }

  /** `null` removes it. */
  keep(key: string, value: string | null): void {
    try {
      if (value === null) this.window.sessionStorage.removeItem(key);
      else this.window.sessionStorage.setItem(key, value);
    } catch {
      // It lasts as long as the page then.
    }
  }
}
