// The namespace from which the environment is put under load and in which its notifications arrive.
export const NAMESPACE = "fire-drill";
export const WEBHOOK = `http://receiver.${NAMESPACE}.svc:8080/webhook`;

const ORDER = JSON.stringify({ item: "espresso-cup", quantity: 1 });

/** What Pod Security `restricted` asks for. */
const POD = {
  automountServiceAccountToken: false,
  securityContext: { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: "RuntimeDefault" } },
};
const CONTAINER_SECURITY = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
};

/** The receiver and the load generator, which calls `url` at a rate that can be changed. */
export function fireDrill(image, url) {
  return [
    {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: NAMESPACE, labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
    },
    ...program("receiver", image, ["receive", "--port", "8080"]),
    ...program("load", image, [
      "load",
      "--port",
      "8080",
      "--url",
      url,
      "--rate",
      "0",
      "--duration",
      "0",
      "--method",
      "POST",
      "--body",
      ORDER,
    ]),
  ];
}

/** A Deployment of the drill's image, and its Service. */
export function program(name, image, args) {
  const labels = { app: name };
  return [
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name, namespace: NAMESPACE },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            ...POD,
            containers: [
              {
                name,
                image,
                imagePullPolicy: "IfNotPresent",
                args,
                ports: [{ containerPort: 8080 }],
                readinessProbe: { httpGet: { path: "/ready", port: 8080 }, periodSeconds: 1 },
                securityContext: CONTAINER_SECURITY,
              },
            ],
          },
        },
      },
    },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name, namespace: NAMESPACE },
      spec: { selector: labels, ports: [{ port: 8080 }] },
    },
  ];
}

/** A pod that writes numbered lines to its log, and stays. */
export function linesPod(run, image, { count, rate }) {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: run, namespace: NAMESPACE, labels: { "app.kubernetes.io/name": "lines" } },
    spec: {
      ...POD,
      restartPolicy: "Never",
      terminationGracePeriodSeconds: 1,
      containers: [
        {
          name: "lines",
          image,
          imagePullPolicy: "IfNotPresent",
          args: ["lines", "--run", run, "--count", `${count}`, "--rate", `${rate}`],
          securityContext: CONTAINER_SECURITY,
        },
      ],
    },
  };
}
