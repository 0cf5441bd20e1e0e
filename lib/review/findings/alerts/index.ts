import type { Reader } from "../../model";

export const alertsReaders: readonly Reader[] = [];
