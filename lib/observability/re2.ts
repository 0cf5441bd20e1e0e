export { re2, RE2_SYNTAX } from "../promql";
