export { documentsOf, type Document, type DocumentKind } from "./document";
export { objectDifferences, opened } from "./opened";
