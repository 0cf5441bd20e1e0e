import { Chart } from "cdk8s";
import type { Construct } from "constructs";

export interface ManifestChartProps {
  /** The namespace of every namespaced object below. */
  readonly namespace: string;
  /** Labels of every object below. @default - none */
  readonly labels?: Record<string, string>;
}

/** A chart whose objects are named as they say: no hash of the construct path, so moving a construct renames nothing. */
export class ManifestChart extends Chart {
  /** The namespace of every namespaced object below. */
  readonly namespaceName: string;

  constructor(scope: Construct, id: string, props: ManifestChartProps) {
    super(scope, id, { ...props, disableResourceNameHashes: true });
    this.namespaceName = props.namespace;
  }
}
