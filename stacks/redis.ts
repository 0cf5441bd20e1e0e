import { Construct } from "constructs";
import { recommendedLabels, Resource, restrictedContainer, restrictedPod, selectorLabels } from "../lib";

const PORT = 6379;

/** What the inventory keeps its stock in: nobody's WebService, as databases are. Its data goes with the pod. */
export class Redis extends Construct {
  /** `host:port` for clients. */
  readonly address: string;

  constructor(scope: Construct, id: string, props: { readonly image: string; readonly namespace: string }) {
    super(scope, id);
    const name = id;
    this.address = `${name}.${props.namespace}.svc:${PORT}`;
    const labels = recommendedLabels({ name, component: "database", partOf: props.namespace });
    const probe = { tcpSocket: { port: "redis" }, periodSeconds: 5, timeoutSeconds: 2 };

    new Resource(this, "service-account", "ServiceAccount", { name, labels }, { automountServiceAccountToken: false });
    new Resource(
      this,
      "service",
      "Service",
      { name, labels },
      { spec: { selector: selectorLabels(name), ports: [{ name: "redis", port: PORT, targetPort: "redis" }] } },
    );
    new Resource(
      this,
      "deployment",
      "Deployment",
      { name, labels },
      {
        spec: {
          replicas: 1,
          selector: { matchLabels: selectorLabels(name) },
          template: {
            metadata: { labels },
            spec: {
              serviceAccountName: name,
              automountServiceAccountToken: false,
              enableServiceLinks: false,
              securityContext: restrictedPod({ uid: 999 }),
              containers: [
                {
                  name,
                  image: props.image,
                  imagePullPolicy: "IfNotPresent",
                  args: ["--save", "", "--appendonly", "no", "--dir", "/tmp", "--protected-mode", "no"],
                  ports: [{ name: "redis", containerPort: PORT }],
                  livenessProbe: { ...probe, periodSeconds: 10 },
                  readinessProbe: probe,
                  resources: { requests: { cpu: "20m", memory: "32Mi" }, limits: { memory: "64Mi" } },
                  securityContext: restrictedContainer(),
                },
              ],
            },
          },
        },
      },
    );
  }
}
