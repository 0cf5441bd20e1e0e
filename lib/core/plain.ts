import type { k8s } from "cdk8s-plus-28";

/** Where the names of cdk8s' generated types differ from the field's name in the API. */
interface Renamed {
  clusterIp: "clusterIP";
  clusterIPs: "clusterIPs";
  hostIp: "hostIP";
  hostIpc: "hostIPC";
  hostPid: "hostPID";
  loadBalancerIp: "loadBalancerIP";
  nonResourceUrLs: "nonResourceURLs";
  insecureSkipTlsVerify: "insecureSkipTLSVerify";
  setHostnameAsFqdn: "setHostnameAsFQDN";
  downwardApi: "downwardAPI";
}

/**
 * A generated Kubernetes type as the plain JSON that the API server takes: no wrapper classes for quantities and
 * int-or-string, fields named as in the API reference.
 */
export type Plain<T> = T extends k8s.IntOrString | k8s.Quantity
  ? // Types such as Sysctl and HTTPHeader have a value too, but are no wrappers.
    keyof T extends "value"
    ? number | string
    : PlainObject<T>
  : T extends Date
    ? string
    : T extends readonly (infer Item)[]
      ? readonly Plain<Item>[]
      : T extends object
        ? PlainObject<T>
        : T;

type PlainObject<T> = { readonly [K in keyof T as K extends keyof Renamed ? Renamed[K] : K]: Plain<T[K]> };
