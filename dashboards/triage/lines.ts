import { errorsOverTime, newestErrors, newestPanics } from "../service/evidence";
import type { Step } from "./step";

/** What the program itself says. */
export function lines(): Step {
  return {
    question: "What do the failing requests log?",
    lines: [
      [
        {
          ...errorsOverTime(),
          description:
            "Lines per minute that tell an error, by pod. If they began with the errors, the newest ones below name the cause: the error of a call says whom it went to, a panic says where in the code. One pod alone is seldom the code's fault.",
        },
        { ...newestErrors(), weight: 2 },
      ],
      [newestPanics()],
    ],
  };
}
