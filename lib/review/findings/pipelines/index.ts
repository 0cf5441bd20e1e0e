import type { Reader } from "../../model";

export const pipelinesReaders: readonly Reader[] = [];
