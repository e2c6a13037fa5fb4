import type { DocumentReader } from "../../document-reader.js";

export const odpReader: DocumentReader = { read: async () => ({ status: "unreadable", reason: "is not read yet" }) };
