import { splitImage, type Problems } from "../core";

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

/** @see https://github.com/distribution/reference/blob/main/regexp.go */
const NAME =
  /^(?:[a-zA-Z0-9.-]+(?::\d+)?\/)?[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
