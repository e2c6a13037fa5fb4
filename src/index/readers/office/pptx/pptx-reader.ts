import type { DocumentReader } from "../../document-reader.js";

export const pptxReader: DocumentReader = { read: async () => ({ status: "unreadable", reason: "is not read yet" }) };
