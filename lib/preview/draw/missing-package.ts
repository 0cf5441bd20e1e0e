/** An optional package that drawing needs is not installed; the message has the command that installs it. */
export class MissingPackage extends Error {}

/** What `load` gives, or how to install what it could not find. */
export function optional<T>(name: string, load: () => T): T {
  try {
    return load();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND")) throw error;
    throw new MissingPackage(`preview needs the package ${name}: npm install --save-dev ${name}`, { cause: error });
  }
}
