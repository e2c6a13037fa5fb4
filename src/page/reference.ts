import SwaggerUIBundle from "swagger-ui-dist/swagger-ui-es-bundle.js";
import "swagger-ui-dist/swagger-ui.css";
import "./styles/reference.css";

SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#reference",
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  // The validator's badge would be fetched from elsewhere.
  validatorUrl: "none",
});

const root = document.getElementById("reference");
if (root) mendReference(root);

/**
 * Gives what Swagger UI draws in `root` what it lacks for people without a mouse or a screen: long examples can be
 * scrolled by keyboard, the box for a request's body has a name, and what stands above the routes is a landmark.
 */
function mendReference(root: HTMLElement): void {
  const mend = (): void => {
    root.querySelector(".information-container:not([role])")?.setAttribute("role", "banner");
    for (const example of root.querySelectorAll<HTMLElement>("pre.microlight:not([tabindex])")) example.tabIndex = 0;
    for (const box of root.querySelectorAll("textarea.body-param__text:not([aria-label])")) {
      box.setAttribute("aria-label", "Request body");
    }
  };
  new MutationObserver(mend).observe(root, { childList: true, subtree: true });
}
