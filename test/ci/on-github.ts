import { fakeGitHub } from "./fake-github";
import type { FakeService } from "./fake-service";
import { gitHubJob, type Job } from "./job";

/** A job on a GitHub of its own, for each test of the file. */
export function onGitHub(): { readonly service: FakeService; readonly job: Job } {
  const now: { service?: FakeService; job?: Job } = {};

  beforeEach(async () => {
    now.service = fakeGitHub();
    now.job = gitHubJob(await now.service.start());
  });

  afterEach(async () => {
    await now.service?.stop();
    now.job?.remove();
  });

  return {
    get service() {
      return there(now.service);
    },
    get job() {
      return there(now.job);
    },
  };
}

function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("only within a test");
  return value;
}
