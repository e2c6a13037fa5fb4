import SwaggerUIBundle from "swagger-ui-dist/swagger-ui-es-bundle.js";
import "swagger-ui-dist/swagger-ui.css";
import { mendReference } from "./mend-reference.js";
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
