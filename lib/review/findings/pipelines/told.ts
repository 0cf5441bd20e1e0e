import type { Finding } from "../../model";

/** What a finding says, before it is known of which object and of which changes it says it. */
export type Told = Pick<Finding, "severity" | "rule" | "text" | "consequence">;
