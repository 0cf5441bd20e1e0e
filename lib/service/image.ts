import type { Problems } from "../core";

/**
 * Notes a problem unless the image is pinned: by a digest, or by a tag that is not `latest`. A moving tag runs different
 * code on each node, and a rollback brings nothing back.
 */
export function checkImage(image: string, problems: Problems): void {
  const { name, tag, digest } = splitImage(image);
  const pinned = digest === undefined ? tag !== undefined && tag !== "latest" : /^sha256:[a-f0-9]{64}$/.test(digest);
  const wellFormed = NAME.test(name) && (tag === undefined || TAG.test(tag));
  problems.check(
    pinned && wellFormed,
    "image",
    image,
    'an image with a tag or digest such as "registry.example.com/shop/checkout:1.4.2"',
    tag === "latest" || tag === undefined ? 'name the version to run; "latest" and no tag are refused' : undefined,
  );
}

/** The version that the image's tag tells, without a leading `v`; undefined without a tag, and for `latest`. */
export function imageVersion(image: string): string | undefined {
  const { tag } = splitImage(image);
  return tag === "latest" ? undefined : tag?.replace(/^v(?=\d)/, "");
}

/** @see https://github.com/distribution/reference/blob/main/regexp.go */
const NAME =
  /^(?:[a-zA-Z0-9.-]+(?::\d+)?\/)?[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^\w[\w.-]{0,127}$/;

interface ImageParts {
  readonly name: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

function splitImage(image: string): ImageParts {
  const at = image.indexOf("@");
  const digest = at < 0 ? undefined : image.slice(at + 1);
  const reference = at < 0 ? image : image.slice(0, at);
  // A ":" before the last "/" belongs to the registry's port.
  const colon = reference.indexOf(":", reference.lastIndexOf("/") + 1);
  return colon < 0
    ? { name: reference, tag: undefined, digest }
    : { name: reference.slice(0, colon), tag: reference.slice(colon + 1), digest };
}
