import { DAY_MS } from '@diem-cau/signaling-contract'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Schema } from '../../db/schema.ts'
import type { Keys } from '../../auth/Keys.ts'
import type { AuditLog } from '../../audit/AuditLog.ts'
import { InboxNews } from '../inbox/InboxNews.ts'
import { InboxStore } from '../inbox/InboxStore.ts'
import type { PlanHooks } from '../schedule/PlanHooks.ts'
import { Answering } from '../invitations/Answering.ts'
import { AnswerStore } from '../invitations/AnswerStore.ts'
import { composeMail } from './composeMail.ts'
import { createTransport } from './createTransport.ts'
import { EarlierStore } from '../invitations/EarlierStore.ts'
import { InvitationLinks } from '../invitations/InvitationLinks.ts'
import { InvitationMails } from './InvitationMails.ts'
import { LinkTokens } from '../invitations/LinkTokens.ts'
import type { MailSettings } from './MailSettings.ts'
import { OutboxStore } from './OutboxStore.ts'
import { OutboxWorker } from './OutboxWorker.ts'
import type { InvitationPrinter } from '../invitations/InvitationPrinter.ts'
import { pruneOutbox } from './pruneOutbox.ts'
import { ReplyServer } from './ReplyServer.ts'
import { sendReminders } from './sendReminders.ts'

const REMINDERS_EVERY_MS = 60_000
const PRUNE_EVERY_MS = 6 * 60 * 60_000

/** Days that sent mails are kept, unless told otherwise. */
export const KEEP_MAIL_DAYS = 180

/** Days that people find in the program what they were told. */
const KEEP_INBOX_DAYS = 60

export type PostOptions = {
  readonly db: Kysely<Schema>
  readonly audit: AuditLog
  readonly clock: () => number
  readonly logger: Logger
  readonly keys: Keys
  readonly publicUrl: () => string
  readonly printer: InvitationPrinter
  /** Null: mail waits in the outbox until there are settings. */
  readonly mail: MailSettings | null
  /** Days that sent mails are kept after their meeting. */
  readonly keepMailDays: number
}

/** The post room: what goes out, what comes back, and the links that it hands out. */
export class Post {
  readonly tokens: LinkTokens
  readonly links: InvitationLinks
  readonly outbox: OutboxStore
  readonly inbox: InboxStore
  readonly news: InboxNews
  readonly earlier: EarlierStore
  readonly answers: AnswerStore
  readonly answering: Answering
  /** The schedule calls these. */
  readonly hooks: PlanHooks
  /** Null: mail is not configured. */
  readonly worker: OutboxWorker | null
  readonly #replies: ReplyServer | null
  readonly #options: PostOptions
  #reminders: NodeJS.Timeout | null = null
  #pruning: NodeJS.Timeout | null = null
  /** Port at which answers by mail come in; null: they do not, or not yet. */
  replyPort: number | null = null

  static async open(options: PostOptions): Promise<Post> {
    return new Post(options, await LinkTokens.open(options.keys))
  }

  constructor(options: PostOptions, tokens: LinkTokens) {
    const { db, audit, clock, logger, publicUrl, mail } = options
    this.#options = options
    this.tokens = tokens
    this.links = new InvitationLinks(tokens, publicUrl)
    this.outbox = new OutboxStore(db)
    this.inbox = new InboxStore(db)
    this.news = new InboxNews(this.inbox, clock)
    this.earlier = new EarlierStore(clock)
    this.answers = new AnswerStore({ db, audit, clock, earlier: this.earlier, mailConfigured: mail !== null })
    this.answering = new Answering({ db, answers: this.answers, earlier: this.earlier, tokens, clock })
    const mails = new InvitationMails({ outbox: this.outbox, clock })
    this.hooks = {
      guestLink: (accountId) => this.links.guest(accountId),
      onPlanChanged: async (tx, change) => {
        await this.earlier.remember(tx, change)
        await mails.onPlanChanged(tx, change)
        await this.news.onPlanChanged(tx, change)
      },
      onDraftsDeleted: (tx, meetingIds) => this.inbox.forget(tx, meetingIds),
    }
    this.worker =
      mail &&
      new OutboxWorker({
        outbox: this.outbox,
        transport: createTransport(mail),
        clock,
        logger,
        compose: (claimed) =>
          composeMail(claimed, { db, settings: mail, tokens, links: this.links, printer: options.printer, clock }),
      })
    this.#replies = mail?.reply
      ? new ReplyServer({
          ...mail.reply,
          logger,
          known: async (code) =>
            (await db.selectFrom('reply_address').select('code').where('code', '=', code).executeTakeFirst()) !==
            undefined,
          take: (reply, ip) => this.answering.byCalendar(reply, ip),
        })
      : null
  }

  /** Begins to send, to remind and to take answers by mail. */
  async start(): Promise<void> {
    this.worker?.start()
    this.#reminders = setInterval(() => void this.#remind(), REMINDERS_EVERY_MS).unref()
    this.#pruning = setInterval(() => void this.#prune(), PRUNE_EVERY_MS).unref()
    void this.#prune()
    this.replyPort = (await this.#replies?.listen()) ?? null
  }

  async close(): Promise<void> {
    if (this.#reminders) clearInterval(this.#reminders)
    if (this.#pruning) clearInterval(this.#pruning)
    await this.#replies?.close()
    await this.worker?.close()
  }

  async #prune(): Promise<void> {
    const { db, clock, logger, keepMailDays } = this.#options
    try {
      const mails = await pruneOutbox(db, clock() - keepMailDays * DAY_MS)
      const items = await this.inbox.prune(clock() - KEEP_INBOX_DAYS * DAY_MS)
      if (mails + items > 0) logger.info({ mails, items }, 'old mails and notices forgotten')
    } catch (error) {
      logger.warn({ err: error }, 'old mails and notices could not be forgotten; tried again in some hours')
    }
  }

  async #remind(): Promise<void> {
    const { db, clock, logger } = this.#options
    try {
      const meetings = await sendReminders({ db, outbox: this.outbox, news: this.news }, clock(), logger)
      if (meetings > 0) logger.info({ meetings }, 'reminders written')
    } catch (error) {
      logger.warn({ err: error }, 'reminders could not be written; tried again in a minute')
    }
  }
}
