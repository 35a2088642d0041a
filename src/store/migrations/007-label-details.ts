/** What labels say of goods and of documents served: lists of their own, empty in the versions before this step. */
export const LABEL_DETAILS = `
ALTER TABLE label_versions ADD COLUMN goods TEXT NOT NULL DEFAULT '[]';    -- JSON: [{"measure", "kind", "quantity", …}]
ALTER TABLE label_versions ADD COLUMN services TEXT NOT NULL DEFAULT '[]'; -- JSON: [{"kind", "document", …}]
`;
