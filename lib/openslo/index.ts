export { openSloDocuments } from "./documents";
export type * from "./openslo";
