export { documentsOf, opened, type Document, type DocumentKind } from "./document";
