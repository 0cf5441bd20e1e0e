import type { k8s } from "cdk8s-plus-28";
import { parseDuration, restrictedContainer, restrictedPod, type Body, type Duration, type Plain } from "../../core";
import type { Program } from "../program";
import { elasticsearchAccess, secretVariable } from "./elasticsearch-access";
import { storagePaths, type ElasticsearchStorage } from "./storage";

/** The name of the CronJob. */
export const INDEX_CLEANER = "jaeger-index-cleaner";

export interface IndexCleaner {
  readonly program: Program;
  readonly serviceAccount: string;
  readonly image: string;
  readonly storage: ElasticsearchStorage;
  readonly retention: Duration;
  readonly uid: number;
}

/**
 * Deletes the indices that are older than the retention, as Elasticsearch never does. It counts today as the first day:
 * at the end of a day, what is older than so many days and nothing else.
 */
export function indexCleanerBody({ program, serviceAccount, uid, ...cleaner }: IndexCleaner): Body<"CronJob"> {
  return {
    spec: {
      // Days are those of UTC, in the names of the indices. Begun after midnight it would delete a day too much.
      schedule: "45 23 * * *",
      timeZone: "Etc/UTC",
      startingDeadlineSeconds: 300,
      concurrencyPolicy: "Forbid",
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 1,
      jobTemplate: {
        metadata: { labels: program.workloadLabels },
        spec: {
          backoffLimit: 3,
          activeDeadlineSeconds: 600,
          template: {
            metadata: { labels: program.workloadLabels },
            spec: {
              serviceAccountName: serviceAccount,
              automountServiceAccountToken: false,
              enableServiceLinks: false,
              restartPolicy: "Never",
              securityContext: restrictedPod({ uid, fsGroup: uid }),
              containers: [container(program, cleaner)],
              volumes: elasticsearchAccess(cleaner.storage).volumes,
            },
          },
        },
      },
    },
  };
}

type Cleaner = Pick<IndexCleaner, "image" | "storage" | "retention">;

function container({ name }: Program, { image, storage, retention }: Cleaner): Plain<k8s.Container> {
  const { credentials } = storage;
  return {
    name,
    image,
    imagePullPolicy: "IfNotPresent",
    args: cleanerArgs(storage, retention),
    // It reads the password from nowhere else.
    env:
      credentials === undefined
        ? []
        : [secretVariable("ES_USERNAME", credentials.username), secretVariable("ES_PASSWORD", credentials.password)],
    resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "64Mi" } },
    securityContext: restrictedContainer(),
    volumeMounts: elasticsearchAccess(storage).mounts,
  };
}

function cleanerArgs({ urls, ca, indexPrefix }: ElasticsearchStorage, retention: Duration): string[] {
  const [url = ""] = urls;
  return [
    `${parseDuration(retention) / 86_400_000}`,
    url,
    ...(indexPrefix === undefined ? [] : [`--index-prefix=${indexPrefix}`]),
    ...(url.startsWith("https:") ? ["--es.tls.enabled=true"] : []),
    ...(ca === undefined ? [] : [`--es.tls.ca=${storagePaths.ca}`]),
  ];
}
