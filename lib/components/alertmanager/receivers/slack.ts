import { templates } from "../notification-template";
import { secretFile } from "../secrets";
import type { SecretKey } from "../../secret-key";
import { SEND_TIMEOUT, type Integration, type IntegrationConfig, type IntegrationOptions } from "./integration";

export type SlackOptions = IntegrationOptions &
  (
    | {
        /** The URL of an incoming webhook. */
        readonly webhook: SecretKey;
        /** The channel, for webhooks that leave the choice; those of Slack apps have one of their own. @default - the webhook's */
        readonly channel?: string;
      }
    | {
        /** A bot token (`xoxb-…`) with the scope `chat:write`. */
        readonly appToken: SecretKey;
        /** Where to post, such as `#shop`; the bot has to be in the channel. */
        readonly channel: string;
      }
  );

interface SlackConfig extends IntegrationConfig {
  readonly api_url_file?: string;
  readonly app_token_file?: string;
  readonly channel?: string;
  readonly color: string;
  readonly title: string;
  readonly title_link: string;
  readonly text: string;
  readonly fallback: string;
  readonly timeout: string;
}

/** Posts to a Slack channel. */
export function slack(options: SlackOptions): Integration {
  const secret = "webhook" in options ? options.webhook : options.appToken;
  const config: SlackConfig = {
    send_resolved: options.sendResolved ?? true,
    ...("webhook" in options ? { api_url_file: secretFile(secret) } : { app_token_file: secretFile(secret) }),
    ...(options.channel === undefined ? {} : { channel: options.channel }),
    color: templates.slackColor,
    title: templates.title,
    title_link: templates.link,
    text: templates.slackText,
    fallback: templates.title,
    timeout: SEND_TIMEOUT,
  };
  return {
    kind: "slack_configs",
    config,
    secrets: "webhook" in options ? { webhook: secret } : { appToken: secret },
    check: (property, problems) => {
      const { channel } = options;
      const isChannel = channel === undefined || /^[#@][^\s]+$|^[A-Z0-9]{8,}$/.test(channel);
      problems.check(
        isChannel,
        `${property}.channel`,
        channel,
        'a channel such as "#shop", a user such as "@ada", or an id',
      );
    },
  };
}
