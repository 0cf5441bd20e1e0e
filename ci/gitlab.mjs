import { api } from "./api.mjs";
import { pages } from "./github.mjs";

/** GitLab, as a job tells of it: https://docs.gitlab.com/ci/variables/predefined_variables/ */
export function gitlab(env) {
  const token = env.GITLAB_TOKEN || undefined;
  const call = api({
    url: env.CI_API_V4_URL,
    headers: token ? { "private-token": token } : { "job-token": env.CI_JOB_TOKEN ?? "" },
    secret: token ?? env.CI_JOB_TOKEN,
  });
  // A merge request from a fork runs in the fork, and is discussed in the project that it goes to.
  const project = `/projects/${env.CI_MERGE_REQUEST_PROJECT_ID || env.CI_PROJECT_ID}`;
  const notes = `${project}/merge_requests/${env.CI_MERGE_REQUEST_IID}/notes`;
  return {
    limit: 1_000_000,
    base: env.CI_MERGE_REQUEST_TARGET_BRANCH_SHA || env.CI_MERGE_REQUEST_DIFF_BASE_SHA || env.CI_COMMIT_BEFORE_SHA,
    head: env.CI_COMMIT_SHA,
    hasRequest: Boolean(env.CI_MERGE_REQUEST_IID),
    run: env.CI_JOB_URL,
    hasToken: Boolean(token ?? env.CI_JOB_TOKEN),
    // The token of a job is refused with 401 or 404 where it may not go at all.
    isDenied: ({ status }) => status === 403 || (!token && (status === 401 || status === 404)),
    needs: {
      comment:
        "the job needs GITLAB_TOKEN, a project access token with the scope api and the role Reporter: CI_JOB_TOKEN cannot comment",
      status: "the job needs GITLAB_TOKEN, a project access token with the scope api and the role Developer",
    },
    isOwn: whose(call),
    comments: () => pages((page) => call("GET", `${notes}?per_page=100&page=${page}&sort=asc&order_by=created_at`)),
    create: (body) => call("POST", notes, { body }),
    update: (id, body) => call("PUT", `${notes}/${id}`, { body }),
    remove: (id) => call("DELETE", `${notes}/${id}`),
    setStatus: (status) => setStatus(call, env, status),
    tell: (level, text) => console.log(`${level}: ${text.replaceAll(/\s+/g, " ")}`),
    verbatim: (run) => run(),
    show: (markdown) => console.log(markdown),
    output: () => undefined,
  };
}

async function setStatus(call, env, { state, description, context, url }) {
  try {
    await call("POST", `/projects/${env.CI_PROJECT_ID}/statuses/${env.CI_COMMIT_SHA}`, {
      state: state === "success" ? "success" : "failed",
      name: context,
      description,
      target_url: url,
      // Without it, GitLab takes the newest pipeline of the commit, which may be another one.
      ...(env.CI_PIPELINE_ID && { pipeline_id: Number(env.CI_PIPELINE_ID) }),
    });
  } catch (error) {
    // A job that is tried again sets what is set already, which GitLab refuses.
    if (error.status !== 400 || !error.message.includes("Cannot transition status")) throw error;
  }
}

/** Whether we wrote a note; where GitLab does not tell who we are, one with our marker is taken for ours. */
function whose(call) {
  let own;
  return async ({ author }) => {
    own ??= call("GET", "/user").then(
      ({ id }) => id,
      () => undefined,
    );
    const id = await own;
    return id === undefined || author?.id === id;
  };
}
