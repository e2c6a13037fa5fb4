import type { DocumentReader } from "../document-reader.js";

export const odtReader: DocumentReader = { read: async () => ({ status: "unreadable", reason: "is not read yet" }) };
