import { createHash } from "node:crypto";
import type { AnsweredAnnotation, AnsweredDashboard, AnsweredPanel, Result } from "../answer/answered";
import { clock, date } from "../draw/clock";
import { place } from "../draw/grid";
import { drawPanel } from "../draw/panel";
import { escaped } from "../draw/svg";
import { paletteToken, themed } from "../draw/theme";
import { styles } from "./styles";
import { values } from "./values";

export interface PageInfo {
  /** What is drawn, such as the environment `dev`. */
  readonly title: string;
  /** Whose data it is: that it is made up, and what happens in it; or the addresses that were asked. */
  readonly data: string;
}

/** As wide as panels are drawn together; a wider window shows them larger. */
const WIDTH = 1240;

/** One page with every dashboard, for reviews. It needs no network, no script and no other file. */
export function page(dashboards: readonly AnsweredDashboard[], info: PageInfo): string {
  const css = styles();
  const hash = createHash("sha256").update(css).digest("base64");
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const title = escaped(`Dashboards of ${info.title}`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${css}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the dashboards</a>
<header>
<h1>${title}</h1>
<p class="sketch"><strong>A sketch for reviews</strong> of layout, units, thresholds and legends. Grafana draws the same dashboards more richly. ${escaped(info.data)}</p>
<label class="switch"><input type="checkbox" id="other-theme"> Switch light and dark</label>
</header>
<nav aria-label="Dashboards"><ul>${dashboards.map(({ dashboard }) => `<li><a href="#${anchor(dashboard.uid)}">${escaped(dashboard.title)}</a></li>`).join("")}</ul></nav>
<main id="main" tabindex="-1">
${dashboards.map(section).join("\n")}
</main>
</body>
</html>
`;
}

function section(answered: AnsweredDashboard): string {
  const { dashboard, choices, range, panels, annotations } = answered;
  const id = anchor(dashboard.uid);
  const when = `${date(range.from)} ${clock(range.from)} – ${clock(range.to)} UTC`;
  const chosen = [...choices.map(({ title, value }) => [title, value] as const), ["Time", when] as const];
  return `<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${escaped(dashboard.title)}</h2>
<p>${escaped(dashboard.description)}</p>
<dl class="choices">${chosen.map(([title, value]) => `<div><dt>${escaped(title)}</dt><dd>${escaped(value)}</dd></div>`).join("")}</dl>
${key(annotations)}
<div class="panels" role="group" tabindex="0" aria-label="Panels of ${escaped(dashboard.title)}">
${inOrder(answered).join("\n")}
</div>
<details><summary>Queries and values of ${escaped(dashboard.title)}</summary>
${panels.map((panel) => queries(panel) + values(panel, range)).join("\n")}
</details>
</section>`;
}

/** What the vertical lines in the panels are. */
function key(annotations: readonly AnsweredAnnotation[]): string {
  if (annotations.length === 0) return "";
  const kinds = annotations.map(({ title, color, events, why }) => {
    const many = why === undefined ? String(events.length) : "not answered";
    return `<div class="k-${paletteToken(color)}"><dt>${escaped(title)}</dt><dd>${many}</dd></div>`;
  });
  return `<dl class="choices key" aria-label="Events in the panels">${kinds.join("")}</dl>`;
}

/** Panels and the headings of rows, from top to bottom. */
function inOrder({ dashboard, panels, range, annotations }: AnsweredDashboard): string[] {
  const answers = new Map(panels.map((answered) => [answered.panel.id, answered]));
  return dashboard.panels.flatMap((entry) => {
    if (entry.type === "row") return [`<h3>${escaped(entry.title)}</h3>`];
    const answered = answers.get(entry.id);
    if (answered === undefined) return [];
    const id = `${anchor(dashboard.uid)}-${entry.id}`;
    const svg = drawPanel(answered, place(entry.gridPos, WIDTH), { range, annotations, id });
    const { x, w } = entry.gridPos;
    return [`<div class="panel x${x} w${w}">${themed(svg, "page")}</div>`];
  });
}

function queries({ panel, answers }: AnsweredPanel): string {
  const unit = panel.fieldConfig.defaults.unit;
  const asked = answers.map(
    ({ query, result }) => `<li><code>${escaped(query)}</code> <span>${escaped(found(result))}</span></li>`,
  );
  return [
    `<h3>${escaped(panel.title || "Text")}</h3>`,
    `<p>${escaped(panel.description)}${unit === undefined ? "" : ` <span class="unit">Unit: ${escaped(unit)}</span>`}</p>`,
    asked.length === 0 ? "" : `<ul>${asked.join("")}</ul>`,
  ].join("");
}

function found(result: Result): string {
  switch (result.kind) {
    case "curves":
      return counted(result.curves.length, "series", "series");
    case "samples":
      return counted(result.samples.length, "series", "series");
    case "lines":
      return counted(result.lines.length, "line", "lines");
    case "traces":
      return counted(result.traces.length, "trace", "traces");
    case "spans":
      return counted(result.spans.length, "span", "spans");
    case "none":
      return `not answered: ${result.why}`;
  }
}

function counted(count: number, one: string, many: string): string {
  return count === 0 ? `no ${many}` : `${count} ${count === 1 ? one : many}`;
}

function anchor(uid: string): string {
  return `d-${uid.replaceAll(/[^\w-]/g, "-")}`;
}
