import { isLabelValue } from "./object-names";

/** The parts of an image's reference. */
export interface ImageParts {
  readonly name: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** The parts of `registry.example.com:5000/shop/checkout:1.4.2@sha256:…`. */
export function splitImage(image: string): ImageParts {
  const at = image.indexOf("@");
  const digest = at < 0 ? undefined : image.slice(at + 1);
  const reference = at < 0 ? image : image.slice(0, at);
  // A ":" before the last "/" belongs to the registry's port.
  const colon = reference.indexOf(":", reference.lastIndexOf("/") + 1);
  return colon < 0
    ? { name: reference, tag: undefined, digest }
    : { name: reference.slice(0, colon), tag: reference.slice(colon + 1), digest };
}

/**
 * The version that the image's tag tells, without a leading `v`, for the label `app.kubernetes.io/version`; undefined
 * without a tag, for `latest`, and for a tag that cannot stand in a label.
 */
export function imageVersion(image: string): string | undefined {
  const version = splitImage(image).tag?.replace(/^v(?=\d)/, "");
  return version !== undefined && version !== "latest" && isLabelValue(version) ? version : undefined;
}
