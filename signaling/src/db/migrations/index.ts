import type { Kysely } from 'kysely'
import { up as foundation } from './001-foundation.ts'
import { up as office } from './002-office.ts'
import { up as logins } from './003-logins.ts'
import { up as units } from './010-units.ts'
import { up as schedule } from './030-schedule.ts'
import { up as post } from './040-post.ts'
import { up as lists } from './050-lists.ts'
import { up as conduct } from './070-conduct.ts'
import { up as minutes } from './080-minutes.ts'
import { up as renditions } from './090-renditions.ts'
import { up as logTypes } from './100-log-types.ts'
import { up as guests } from './120-guests.ts'
import { up as inbox } from './140-inbox.ts'
import { up as minutesIssues } from './150-minutes-issues.ts'
import { up as papersOfSeries } from './160-papers-of-series.ts'
import { up as serverKeys } from './170-server-keys.ts'
import { up as unitRegions } from './180-unit-regions.ts'
import { up as operations } from './200-operations.ts'
import { up as alerts } from './210-alerts.ts'
import { up as webhooks } from './211-webhooks.ts'
import { up as apiKeys } from './212-api-keys.ts'
import { up as readiness } from './220-readiness.ts'
import { up as compatibleFromColumn } from './231-compatible-from.ts'
import { up as backups } from './232-backups.ts'
import { up as roomSettings } from './236-room-settings.ts'
import { up as roomCameras } from './245-room-cameras.ts'
import type { Dialect } from './columns.ts'

/** One step of the schema; it may be run inside a transaction only, and never again once it succeeded. */
export type Migration = (db: Kysely<unknown>, dialect: Dialect) => Promise<void>

/**
 * The schema, step by step: entry n takes a store from version n to n + 1. Forward only; a step that
 * was released is never edited.
 */
export const migrations: readonly Migration[] = [
  foundation,
  office,
  logins,
  units,
  schedule,
  post,
  lists,
  conduct,
  minutes,
  renditions,
  logTypes,
  guests,
  inbox,
  papersOfSeries,
  minutesIssues,
  serverKeys,
  unitRegions,
  operations,
  alerts,
  webhooks,
  apiKeys,
  readiness,
  compatibleFromColumn,
  backups,
  roomSettings,
  roomCameras,
]

/**
 * Steps after which a program that does not know them can use the store no more: they drop, rename or tighten what it needs. Each is released a
 * version after the one that has stopped needing it (SPEC 22.3); `additive.test.ts` finds those that are missing here. The first is here because
 * programs before it refuse every newer store.
 */
export const contractions: ReadonlySet<Migration> = new Set([compatibleFromColumn])
