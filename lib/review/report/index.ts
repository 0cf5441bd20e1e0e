export { json } from "./json";
export { countOf, linesOf, type Line, type ServiceLines } from "./line";
export { markdown } from "./markdown";
export { text, type Paint } from "./text";
