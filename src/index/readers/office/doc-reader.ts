import type { DocumentReader } from "../document-reader.js";

export const docReader: DocumentReader = { read: async () => ({ status: "unreadable", reason: "is not read yet" }) };
