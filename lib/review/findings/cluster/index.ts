import type { Reader } from "../../model";

export const clusterReaders: readonly Reader[] = [];
