export { page, type PageInfo } from "./page";
export { png } from "./png";
