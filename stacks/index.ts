import * as pulumi from "@pulumi/pulumi";
import { render } from "../lib";
import { KubernetesDeployment, kubernetesProvider } from "../lib/pulumi";
import { build } from "./build";
import { environments } from "./environments";

// `pulumi up` in the stack dev, staging or prod deploys the environment of that name.
const name = pulumi.getStack();
const environment = Object.entries(environments).find(([known]) => known === name)?.[1];
if (!environment) throw new Error(`stack ${name}: expected one of ${Object.keys(environments).join(", ")}`);

const context = new pulumi.Config().get("context");
const provider = kubernetesProvider(name, context === undefined ? {} : { context });
new KubernetesDeployment("observability", { manifests: render(build(environment)) }, { provider });
