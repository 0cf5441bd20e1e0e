import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { stage } from "./stage.mjs";

/** A Chromium that needs nothing of its machine, from an npm package: the program, and the libraries and fonts beside it. */
export function installChromium({ package: name, version, integrity }, target) {
  const work = mkdtempSync(join(tmpdir(), "chromium-"));
  try {
    const archive = download(`${name}@${version}`, integrity, work);
    execFileSync("tar", ["-xzf", archive, "-C", work, "package/bin"]);
    const packed = (file) => brotliDecompressSync(readFileSync(join(work, "package", "bin", `${file}.br`)));
    stage(dirname(target), (directory) => {
      writeFileSync(join(directory, "chromium"), packed("chromium"));
      chmodSync(join(directory, "chromium"), 0o755);
      for (const file of ["al2023.tar", "fonts.tar"])
        execFileSync("tar", ["-x", "-C", directory], { input: packed(file) });
      writeFileSync(join(directory, "fonts.conf"), fontsConfig(join(dirname(target), "fonts")));
    });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function download(spec, integrity, work) {
  const told = execFileSync("npm", ["pack", spec, "--json", "--ignore-scripts", "--pack-destination", work], {
    encoding: "utf8",
  });
  // A list, or by name, as npm has it.
  const archive = join(work, Object.values(JSON.parse(told))[0].filename);
  const [algorithm, expected] = integrity.split(/-(.*)/);
  const got = createHash(algorithm).update(readFileSync(archive)).digest("base64");
  if (got !== expected) throw new Error(`${spec}: integrity is ${algorithm}-${got}, expected ${integrity}`);
  return archive;
}

/** The package's own looks for the fonts where it unpacks itself on its cloud. */
function fontsConfig(directory) {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${directory}</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>
`;
}
