/** What the interface of Jaeger is told. It reads the file again when it changes. */
export interface UiOptions {
  /** Whether there are rates, errors and durations of services to show. */
  readonly hasMetrics: boolean;
  /** Whether Jaeger can work out who calls whom. */
  readonly hasDependencies: boolean;
}

/**
 * `ui.json`: which pages there are. A page that could only be empty is left out.
 * @see https://www.jaegertracing.io/docs/2.13/deployment/frontend-ui/
 */
export function uiConfig({ hasMetrics, hasDependencies }: UiOptions): string {
  const config = {
    monitor: { menuEnabled: hasMetrics },
    dependencies: { menuEnabled: hasDependencies },
    archiveEnabled: false,
  };
  return `${JSON.stringify(config, undefined, 2)}\n`;
}
