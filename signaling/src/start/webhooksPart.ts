import { type MayReach, mayReachBy } from '../webhooks/mayReach.ts'
import { Webhooks } from '../webhooks/Webhooks.ts'
import type { AuthPart } from './authPart.ts'
import type { OfficePart } from './officePart.ts'
import type { OperationsPart } from './operationsPart.ts'
import type { Closing } from './Parts.ts'
import type { StartSettings } from './startSettings.ts'
import type { StorePart } from './storePart.ts'

/** Other programs of the office are told by this what happens. */
export type WebhooksPart = {
  readonly webhooks: Webhooks
  readonly mayReach: MayReach
  /** Begins to send. The start calls it once the server listens. */
  readonly begin: () => void
}

export function webhooksPart(
  { clock, logger, isWebhookNetwork = null }: StartSettings,
  { db, audit }: Pick<StorePart, 'db' | 'audit'>,
  { sealer }: Pick<AuthPart, 'sealer'>,
  { inbox }: Pick<OfficePart, 'inbox'>,
  { isKeeper }: Pick<OperationsPart, 'isKeeper'>,
  closing: Closing,
): WebhooksPart {
  const mayReach = mayReachBy(isWebhookNetwork)
  const webhooks = new Webhooks({ db, audit, sealer, inbox: inbox.store, mayReach, isKeeper, clock, logger })
  return {
    webhooks,
    mayReach,
    begin: () => {
      webhooks.start()
      closing.defer(() => webhooks.close())
    },
  }
}
