import { join } from "node:path";
import { inTurn, render, writeFiles, type OutputFile } from "../core";
import { Observability } from "../observability";
import {
  answerAll,
  dashboardsOf,
  drawDashboard,
  inAStory,
  isEmpty,
  MissingPackage,
  ofPrograms,
  page,
  png,
  themed,
  type AnsweredDashboard,
  type Asked,
  type GrafanaDashboard,
  type Theme,
} from "../preview";
import { loadAppModule, selectEnvironments, type AppModule } from "./app-module";
import {
  checkAddresses,
  checkDashboards,
  checkValues,
  checkVariables,
  preferencesOf,
  themeOf,
  type PreviewOptions,
} from "./preview-options";
import { Progress } from "./progress";
import { table } from "./table";
import { UsageError } from "./usage-error";

/** The width of a picture in pixels, about that of Grafana in a window on half a screen. */
const PICTURE_WIDTH = 1280;

/**
 * Draws the dashboards of each environment: `<out>/<environment>/index.html`, and a picture of each if that is wanted. Nothing
 * is written if anything is wrong. Throws {@link NoAnswer} where a Prometheus is named that does not answer.
 */
export async function preview(options: PreviewOptions): Promise<void> {
  const theme = themeOf(options.theme);
  const preferences = preferencesOf(options.var ?? []);
  const module = loadAppModule(options.app);
  const environments = selectEnvironments(module, options.env ?? []);
  checkAddresses(options, environments.length);
  const declared = environments.map(([name, environment]) => declaredIn(module, name, environment));
  const known = declared.flatMap(({ dashboards }) => dashboards);
  checkDashboards(options, known);
  checkVariables(preferences, known);
  const progress = new Progress(process.stderr);
  const files: OutputFile[] = [];
  const reports: string[] = [];
  const shown: AnsweredDashboard[] = [];
  await inTurn(declared, async ({ name, dashboards: all, inAStory: made }) => {
    const dashboards = all.filter(({ uid }) => options.dashboard?.includes(uid) ?? true);
    if (dashboards.length === 0) return;
    const asked = options.prometheus === undefined ? made() : await reachable(options, options.prometheus);
    const answered = await answerAll(dashboards, asked, preferences, (title) => progress.update(`${name}: ${title}`));
    shown.push(...answered);
    files.push(...drawn(name, answered, asked.shows, options.png ? theme : undefined));
    reports.push(report(name, answered));
  });
  progress.done();
  checkValues(preferences, shown);
  const { bytes } = drawAndWrite(files, options.out);
  process.stdout.write(`${reports.join("\n")}wrote ${options.out} (${(bytes / 1e6).toFixed(1)} MB)\n`);
}

/** What an environment has to show. */
interface Declared {
  readonly name: string;
  readonly dashboards: readonly GrafanaDashboard[];
  readonly inAStory: () => Asked;
}

function declaredIn(module: AppModule, name: string, environment: unknown): Declared {
  const app = module.build(environment);
  const manifests = render(app, module.renderOptions);
  const stacks = app.node.findAll().filter((construct) => construct instanceof Observability);
  const all = dashboardsOf(manifests);
  // Each stack of several has the same dashboards, of which one is enough.
  const dashboards = all.filter(({ uid }, index) => all.findIndex((other) => other.uid === uid) === index);
  return { name, dashboards, inAStory: () => inAStory(manifests, stacks) };
}

/** Programs that run. One question first: hundreds of them would take long to find out that nobody is there. */
async function reachable({ loki, jaeger }: PreviewOptions, prometheus: string): Promise<Asked> {
  const asked = ofPrograms({ prometheus, ...(loki && { loki }), ...(jaeger && { jaeger }) }, Date.now() / 1000);
  await asked.sources.metrics.instant("vector(1)", asked.now);
  return asked;
}

/** The page of an environment, and a picture of each of its dashboards. */
function drawn(
  environment: string,
  dashboards: readonly AnsweredDashboard[],
  shows: string,
  theme: Theme | undefined,
): OutputFile[] {
  const pictures = theme === undefined ? [] : dashboards.map((answered) => picture(environment, answered, theme));
  const path = join(environment, "index.html");
  return [{ path, content: () => page(dashboards, { title: environment, data: shows }) }, ...pictures];
}

function picture(environment: string, answered: AnsweredDashboard, theme: Theme): OutputFile {
  return {
    path: join(environment, `${answered.dashboard.uid}.png`),
    content: () => png(themed(drawDashboard(answered, PICTURE_WIDTH), theme)),
  };
}

function drawAndWrite(files: readonly OutputFile[], directory: string): { readonly bytes: number } {
  try {
    return writeFiles(files, directory);
  } catch (error) {
    if (error instanceof MissingPackage) throw new UsageError(error.message);
    throw error;
  }
}

/** Panels that show nothing, so that those who wrote them notice. */
function report(environment: string, dashboards: readonly AnsweredDashboard[]): string {
  const rows = dashboards.map(({ dashboard, panels }) => {
    const queries = panels.flatMap(({ answers }) => answers);
    const empty = panels.filter(({ answers }) => answers.length > 0 && answers.every(({ result }) => isEmpty(result)));
    const failed = queries.filter(({ result }) => result.kind === "none");
    return [dashboard.uid, panels.length, queries.length, empty.length, failed.length].map(String);
  });
  return table([[environment, "panels", "queries", "without data", "not answered"], ...rows]);
}
