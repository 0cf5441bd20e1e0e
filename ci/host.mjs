import { github } from "./github.mjs";
import { gitlab } from "./gitlab.mjs";
import { SettingError } from "./settings.mjs";

/** Where the job runs. */
export function hostOf(env) {
  if (env.GITLAB_CI) return gitlab(env);
  if (env.GITHUB_REPOSITORY) return github(env);
  throw new SettingError("GITHUB_REPOSITORY: expected the variables of a GitHub workflow or of a GitLab job");
}
