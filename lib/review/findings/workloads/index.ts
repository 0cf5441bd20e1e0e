import type { Reader } from "../../model";

export const workloadsReaders: readonly Reader[] = [];
