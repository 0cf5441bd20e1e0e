export type { InputValues } from "./inputs";
export { KubernetesDeployment, type KubernetesDeploymentArgs } from "./kubernetes-deployment";
export { holdsData } from "./protection";
export { kubernetesProvider } from "./provider";
export { resourceType } from "./resource-type";
