import { Construct } from "constructs";
import type { Dashboard } from "../../../dashboards/model";
import { renderDashboard } from "../../../dashboards/render";
import {
  asRecords,
  isDnsLabel,
  isRecord,
  parseResources,
  Problems,
  Resource,
  type ParsedResources,
  type Resources,
} from "../../core";
import type { Monitor } from "../../monitor";
import type { AlertRule, AlertTest } from "../../signals";
import type { ComponentContext } from "../profile";
import { programOf, type Program } from "../program";
import { checkSecretName } from "../secret-key";
import { images } from "../versions";
import { grafanaAlertTests } from "./alert-tests";
import { grafanaAlerts } from "./alerts";
import type { DataSource } from "./data-sources";
import { configFiles } from "./files";
import { RESOURCES } from "./size";
import { DASHBOARDS_DIRECTORY, deploymentBody, HTTP_PORT, serviceBody } from "./workload";

export interface GrafanaProps extends ComponentContext {
  /** What it reads: `prometheusDataSource(…)`, `alertmanagerDataSource(…)`, and others. */
  readonly dataSources: readonly DataSource[];
  /** Where people reach it, such as `https://grafana.example.com`: where the links of alerts lead. @default - with a port-forward */
  readonly url?: string;
  /**
   * An existing Secret whose keys `admin-user` and `admin-password` are the administrator's. Required outside `dev`,
   * where everybody may read without logging in.
   * @default - no administrator
   */
  readonly admin?: string;
  /** The uid of the dashboard to begin with. @default - Grafana's own */
  readonly homeDashboard?: string;
  /** @default - the version that this package is tested with */
  readonly image?: string;
  /** @default - by profile */
  readonly resources?: Resources;
}

/**
 * Grafana, made of files alone: data sources and dashboards are what this repository says, and nobody changes them in
 * the browser. What people make there beside them (stars, playlists, dashboards of their own) goes with the pod.
 *
 * There is one replica in every profile. Two would need a common database, as each keeps sessions in its own; and all
 * that its loss costs is the half minute in which Kubernetes starts another, while alerts go on without it.
 *
 * A changed dashboard is read within two minutes (the kubelet's and then Grafana's). A new one, a data source or a
 * setting replaces the pod, and people log in again.
 */
export class Grafana extends Construct implements Monitor {
  readonly monitorName: string;
  readonly monitorLabels: Readonly<Record<string, string>>;
  /** Its address in the cluster, for people with a port-forward. */
  readonly url: string;
  private readonly program: Program;
  private readonly added = new Map<string, Dashboard>();
  private readonly problems = new Problems();

  constructor(scope: Construct, id: string, props: GrafanaProps) {
    super(scope, id);
    const image = props.image ?? images.grafana;
    this.program = programOf(this, "grafana", "dashboards", image);
    const { name, namespace } = this.program;
    this.monitorName = `${namespace}/${name}`;
    this.monitorLabels = { namespace, service: name };
    this.url = `http://${name}.${namespace}.svc:${HTTP_PORT}`;

    this.problems.reportOn(this);
    this.check(props);
    const resources = parseResources(props.resources ?? RESOURCES[props.profile], "resources", this.problems);
    if (this.problems.found || !resources) return;
    this.addObjects(props, image, resources);
  }

  /** Shows a dashboard. One that several monitors bring is shown once. */
  addDashboard(dashboard: Dashboard): void {
    const { uid } = dashboard;
    const known = this.added.get(uid);
    const same = known === undefined || known === dashboard || renderDashboard(known) === renderDashboard(dashboard);
    this.problems.check(same, "dashboard", uid, "a uid that no other dashboard has");
    const holds = isDnsLabel(uid) && uid.length <= 40;
    this.problems.check(holds, "dashboard", uid, 'a uid of lower-case letters, digits and "-", at most 40 characters');
    if (known !== undefined || !holds) return;
    this.added.set(uid, dashboard);
    const { labels } = this.program;
    new Resource(this, `dashboard-${uid}`, "ConfigMap", { name: this.configMapOf(uid), labels }, () => ({
      data: { [`${uid}.json`]: renderDashboard(dashboard) },
    }));
  }

  alerts(): readonly AlertRule[] {
    const { namespace, name } = this.program;
    return grafanaAlerts({ namespace, service: name });
  }

  alertTests(): readonly AlertTest[] {
    const { namespace, name } = this.program;
    return grafanaAlertTests({ namespace, service: name });
  }

  private check({ url, admin, profile, dataSources, homeDashboard }: GrafanaProps): void {
    const { problems } = this;
    problems.check(
      url === undefined || isOrigin(url),
      "url",
      url,
      'an http or https URL without a path, such as "https://grafana.example.com"',
    );
    const keys = 'the name of a Secret with the keys "admin-user" and "admin-password"';
    problems.check(admin !== undefined || profile === "dev", "admin", admin, keys);
    if (admin !== undefined) checkSecretName(admin, "admin", problems);
    // Plain JavaScript has no compiler that says so.
    const areDataSources = Array.isArray(dataSources) && dataSources.every(isRecord);
    problems.check(areDataSources, "dataSources", dataSources, "a list, such as [prometheusDataSource(…)]");
    for (const field of areDataSources ? (["uid", "name"] as const) : []) {
      const values = dataSources.map((dataSource) => dataSource[field]);
      problems.check(new Set(values).size === values.length, "dataSources", values, `a ${field} for each of its own`);
    }
    const defaults = asRecords(dataSources).flatMap(({ isDefault, name }) => (isDefault === true ? [name] : []));
    problems.check(defaults.length <= 1, "dataSources", defaults, "at most one default");
    // Dashboards are added later; whether this one is among them shows at the end.
    this.node.addValidation({
      validate: () =>
        homeDashboard === undefined || this.added.has(homeDashboard)
          ? []
          : [`homeDashboard ${JSON.stringify(homeDashboard)}: expected the uid of a dashboard that is shown`],
    });
  }

  private addObjects(props: GrafanaProps, image: string, resources: ParsedResources): void {
    const { admin, profile, url, homeDashboard } = props;
    const { name, labels, workloadLabels } = this.program;
    const options = {
      url,
      admin: admin !== undefined,
      anonymous: profile === "dev",
      home: homeDashboard === undefined ? undefined : `${DASHBOARDS_DIRECTORY}/${homeDashboard}.json`,
    };
    const files = configFiles(options, props.dataSources, DASHBOARDS_DIRECTORY);
    for (const { suffix, key, text } of files) {
      new Resource(this, suffix, "ConfigMap", { name: `${name}-${suffix}`, labels }, { data: { [key]: text } });
    }
    new Resource(this, "service", "Service", { name, labels }, serviceBody(this.program));
    new Resource(this, "deployment", "Deployment", { name, labels: workloadLabels }, () =>
      deploymentBody({
        program: this.program,
        image,
        resources,
        files,
        dashboards: [...this.added.keys()].toSorted().map((uid) => this.configMapOf(uid)),
        admin,
      }),
    );
  }

  private configMapOf(uid: string): string {
    return `${this.program.name}-dashboard-${uid}`;
  }
}

function isOrigin(url: string): boolean {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const isHttp = parsed?.protocol === "http:" || parsed?.protocol === "https:";
  return isHttp && parsed?.pathname === "/" && `${parsed.username}${parsed.search}${parsed.hash}` === "";
}
