import { createRoot } from "react-dom/client";
import { App } from "./components/app.js";
import { openStore } from "./state/store.js";
import "./styles/base.css";
import "./styles/layout.css";
import "./styles/answer.css";
import "./styles/words.css";
import "./styles/document.css";
import "./styles/page-view.css";
import "./styles/documents.css";
import "./styles/report.css";
import "./styles/failure.css";

const root = document.getElementById("page");
if (root) createRoot(root).render(<App store={openStore(window)} />);
