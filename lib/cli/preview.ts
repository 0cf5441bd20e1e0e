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
  type Theme,
} from "../preview";
import { loadAppModule, selectEnvironments } from "./app-module";
import { checkAddresses, checkDashboards, preferencesOf, themeOf, type PreviewOptions } from "./preview-options";
import { Progress } from "./progress";
import { table } from "./table";
import { UsageError } from "./usage-error";

/** The width of a picture in pixels, about that of Grafana in a window on half a screen. */
const PICTURE_WIDTH = 1280;

/**
 * Draws the dashboards of each environment: `<out>/<environment>/index.html`, and a picture of each if that is wanted. Nothing
 * is written if anything is wrong.
 */
export async function preview(options: PreviewOptions): Promise<void> {
  const theme = themeOf(options.theme);
  const preferences = preferencesOf(options.var ?? []);
  const module = loadAppModule(options.app);
  const environments = selectEnvironments(module, options.env ?? []);
  checkAddresses(options, environments.length);
  const progress = new Progress(process.stderr);
  const files: OutputFile[] = [];
  const reports: string[] = [];
  const known: string[] = [];
  await inTurn(environments, async ([name, environment]) => {
    const app = module.build(environment);
    const manifests = render(app, module.renderOptions);
    const all = dashboardsOf(manifests);
    known.push(...all.map(({ uid }) => uid));
    const dashboards = all.filter(({ uid }) => options.dashboard?.includes(uid) ?? true);
    if (dashboards.length === 0) return;
    const stacks = app.node.findAll().filter((construct) => construct instanceof Observability);
    const { prometheus, loki, jaeger } = options;
    const asked =
      prometheus === undefined
        ? inAStory(manifests, stacks)
        : ofPrograms({ prometheus, ...(loki && { loki }), ...(jaeger && { jaeger }) }, Date.now() / 1000);
    const answered = await answerAll(dashboards, asked, preferences, (title) => progress.update(`${name}: ${title}`));
    files.push(...drawn(name, answered, asked.shows, options.png ? theme : undefined));
    reports.push(report(name, answered));
  });
  progress.done();
  checkDashboards(options, known);
  const { bytes } = drawAndWrite(files, options.out);
  process.stdout.write(`${reports.join("\n")}wrote ${options.out} (${(bytes / 1e6).toFixed(1)} MB)\n`);
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
