import { randomUUID } from "node:crypto";
import { appendFileSync, readFileSync } from "node:fs";
import { api } from "./api.mjs";

const PAGE = 100;

/** GitHub, as a workflow tells of it: https://docs.github.com/en/actions/reference/workflows-and-actions/variables */
export function github(env) {
  const event = env.GITHUB_EVENT_PATH ? JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, "utf8")) : {};
  const pull = event.pull_request;
  const repository = `/repos/${env.GITHUB_REPOSITORY}`;
  const headers = {
    accept: "application/vnd.github+json",
    authorization: `Bearer ${env.GITHUB_TOKEN}`,
    "x-github-api-version": "2022-11-28",
  };
  const call = api({ url: env.GITHUB_API_URL ?? "https://api.github.com", headers, secret: env.GITHUB_TOKEN });
  const graphql = api({
    url: env.GITHUB_GRAPHQL_URL ?? "https://api.github.com/graphql",
    headers,
    secret: env.GITHUB_TOKEN,
  });
  return {
    /** Characters of a comment. */
    limit: 65_536,
    base: pull?.base.sha ?? event.merge_group?.base_sha ?? event.before,
    head: pull?.head.sha ?? env.GITHUB_SHA,
    hasRequest: pull !== undefined,
    run: `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY}/actions/runs/${env.GITHUB_RUN_ID}`,
    hasToken: Boolean(env.GITHUB_TOKEN),
    isDenied: ({ status }) => status === 403,
    needs: {
      comment:
        "the job needs permissions: pull-requests: write; a pull request from a fork gets a token that only reads",
      status: "the job needs permissions: statuses: write; a pull request from a fork gets a token that only reads",
    },
    isOwn: whose(() => graphql("POST", "", { query: "{viewer{login}}" })),
    comments: () =>
      pages((page) => call("GET", `${repository}/issues/${pull.number}/comments?per_page=${PAGE}&page=${page}`)),
    create: (body) => call("POST", `${repository}/issues/${pull.number}/comments`, { body }),
    update: (id, body) => call("PATCH", `${repository}/issues/comments/${id}`, { body }),
    remove: (id) => call("DELETE", `${repository}/issues/comments/${id}`),
    setStatus: ({ state, description, context, url }) =>
      call("POST", `${repository}/statuses/${pull?.head.sha ?? env.GITHUB_SHA}`, {
        state,
        description,
        context,
        target_url: url,
      }),
    tell: (level, text) => console.log(`::${level}::${escaped(text)}`),
    verbatim,
    /** The summary of a step has the report, whatever else has it. */
    showsAlways: true,
    show: (markdown) => env.GITHUB_STEP_SUMMARY && appendFileSync(env.GITHUB_STEP_SUMMARY, `${markdown}\n`),
    output: (name, value) => env.GITHUB_OUTPUT && appendFileSync(env.GITHUB_OUTPUT, `${name}=${value}\n`),
  };
}

/** All items of a list that comes in pages. */
export async function pages(pageOf) {
  const items = [];
  for (let page = 1; ; page += 1) {
    const found = await pageOf(page);
    items.push(...found);
    if (found.length < PAGE) return items;
  }
}

/**
 * Whether we wrote a comment: anybody can write one with our marker, and could change what stands in it afterwards. REST does
 * not tell the token of a workflow whose it is, GraphQL does; where it does not, a bot's comment is taken for ours.
 */
function whose(ask) {
  let asked;
  return async ({ user }) => {
    asked ??= ask().then(
      (answer) => answer?.data?.viewer?.login,
      () => undefined,
    );
    const own = await asked;
    const isBot = user?.type === "Bot";
    // GraphQL leaves the end of a bot's name out in some places.
    return own === undefined ? isBot : user?.login === own || (isBot && user.login === `${own}[bot]`);
  };
}

/** Runs something that prints what others wrote: a line of it may look like a command to the runner. */
function verbatim(run) {
  const end = randomUUID();
  console.log(`::stop-commands::${end}`);
  try {
    return run();
  } finally {
    console.log(`::${end}::`);
  }
}

/** A line break would end the message, and what follows would be a command to the runner. */
function escaped(text) {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
