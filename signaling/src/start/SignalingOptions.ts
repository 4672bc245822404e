import type { Logger } from 'pino'
import type { OidcSettings } from '../auth/oidc/OidcSettings.ts'
import type { StoreTarget } from '../db/engine/storeTarget.ts'
import type { FirstUnit } from '../demo/createFirstAdmin.ts'
import type { Tls } from '../edge/http/createServer.ts'
import type { Patience } from '../edge/http/Patience.ts'
import type { IsProxy } from '../edge/http/readProxies.ts'
import type { PdfSigner } from '../office/minutes/PdfSigner.ts'
import type { BackupSettings } from '../operations/backups/Backups.ts'
import type { S3Settings } from '../office/papers/S3Settings.ts'
import type { MailSettings } from '../office/post/MailSettings.ts'
import type { TurnSettings } from '../turn/readTurnSettings.ts'

export type SignalingOptions = {
  readonly host: string
  /** 0 = any free one. */
  readonly port: number
  /** Folder of the database, its keys and papers; made when it is not there. */
  readonly dataDir: string
  /** SQLite in the data folder unless told. */
  readonly store?: StoreTarget
  readonly tls: Tls | null
  /** `redis://…` that several signaling processes share; null: this is the only one. */
  readonly redisUrl?: string | null
  /** Seals the keys of the server in the store; null: they are in files of the data folder. */
  readonly masterSecret?: string | null
  /** The id of this process begins with this; `signaling` unless told. */
  readonly processName?: string
  /** The address by which the other processes reach this one; where it listens unless told. */
  readonly internalUrl?: string | null
  readonly sfu: {
    /** Control APIs of the media nodes, each as signaling and the other nodes reach it. */
    readonly urls: readonly string[]
    readonly secret: string
    /** Nodes of this region are taken first; of any unless told. */
    readonly region?: string
  }
  /** Null: media goes straight to the media nodes, or not at all. */
  readonly turn?: TurnSettings | null
  readonly webRoot: string | null
  /** The address by which people reach the office from elsewhere, for links in mails; null = where it listens. */
  readonly publicUrl?: string | null
  /** Null: people come without a proxy. */
  readonly isProxy?: IsProxy | null
  /** Null: mail waits in the outbox. */
  readonly mail?: MailSettings | null
  /** Days that sent mails are kept after their meeting. */
  readonly keepMailDays?: number
  /** Null: papers are on disk, in the data folder. */
  readonly papers?: S3Settings | null
  /** Addresses of the office's own network that webhooks may be sent to; null: public ones only. */
  readonly isWebhookNetwork?: ((address: string) => boolean) | null
  /** A backup is made each night; null: nobody said where. */
  readonly backups?: BackupSettings | null
  /** Signs approved minutes; null: they are signed by hand. */
  readonly signer?: PdfSigner | null
  /** LibreOffice, which makes PDFs of Office papers; null: they are for downloading only. */
  readonly soffice?: string | null
  /** The program that looks at the servers (`npm run diagnose`); null: nobody can ask for that by a button. */
  readonly diagnose?: string | null
  /** CSV for the demonstration's units; null = no demonstration. */
  readonly demoUnits: string | null
  /** Unit that is made in a new database without a demonstration, with its IT admin; null = none is. */
  readonly firstUnit?: FirstUnit | null
  readonly metricsToken: string | null
  /** Requests of one account at the API; RequestBudget has the default. */
  readonly requestsPerSec?: number
  /** Chairs and IT admins must have a second factor; false unless told. */
  readonly requireTotp?: boolean
  /** Null: people sign in with passwords only. */
  readonly oidc?: OidcSettings | null
  readonly logger: Logger
  /** The data were replaced, or must be let go of: close, and start anew. Called at most once. */
  readonly onStoreReplaced?: () => void
  readonly lineGraceMs?: number
  readonly chairGraceMs?: number
  readonly accountCheckMs?: number
  /** Most participants of one meeting, 400 unless told. */
  readonly maxParticipants?: number
  /** Endpoints up to which a meeting keeps a leg in reserve for each (SPEC 5.15), 120 unless told. */
  readonly reserveEndpoints?: number | undefined
  /** Times that replace those of PATIENCE. */
  readonly patience?: Partial<Patience>
  readonly clock?: () => number
  /** True to compile what rooms need when they come before it listens, if no meeting waits for it. */
  readonly warmsUp?: boolean
  /** False: nothing is measured, found or kept of rooms and servers. True unless told. */
  readonly hasStatistics?: boolean
}
