import { NoAnswer, type Curve, type Sample, type Sources, type TimeRange } from "../../../lib/preview/sources";

export interface Asked {
  readonly what: "range" | "instant" | "values" | "lines" | "search" | "trace";
  readonly query: unknown;
  readonly range?: TimeRange;
  readonly time?: number;
}

/** Sources that note what they are asked, and answer what they are told to. */
export function sourcesThatTell(answers: {
  readonly values?: Readonly<Record<string, readonly string[]>>;
  readonly curves?: readonly Curve[];
  readonly samples?: readonly Sample[];
  readonly refuse?: string;
}): { readonly sources: Sources; readonly asked: Asked[] } {
  const asked: Asked[] = [];
  const { values = {}, curves = [], samples = [], refuse } = answers;
  const answered = <T>(note: Asked, answer: T): Promise<T> => {
    asked.push(note);
    return refuse === undefined ? Promise.resolve(answer) : Promise.reject(new NoAnswer(refuse));
  };
  const queries = {
    range: (query: string, range: TimeRange) => answered({ what: "range", query, range }, curves),
    instant: (query: string, time: number) => answered({ what: "instant", query, time }, samples),
    labelValues: (query: string, label: string) =>
      answered({ what: "values", query: `${query} ${label}` }, values[label] ?? []),
  };
  return {
    asked,
    sources: {
      metrics: queries,
      logs: { ...queries, lines: (query, range) => answered({ what: "lines", query, range }, []) },
      traces: {
        search: (query, range) => answered({ what: "search", query, range }, []),
        trace: (query) => answered({ what: "trace", query }, []),
      },
    },
  };
}
