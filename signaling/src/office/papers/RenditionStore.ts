import { fitLine, type MeetingId } from '@diem-cau/signaling-contract'
import type { PaperType, RenditionStatus } from '@diem-cau/signaling-contract/office'
import type { Kysely, Selectable } from 'kysely'
import { insertMany } from '../../db/sql/insertMany.ts'
import type { Schema } from '../../db/schema.ts'

/** Types that a browser can show only once LibreOffice has converted them. */
const convertible: ReadonlySet<PaperType> = new Set(['docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'doc', 'xls', 'ppt'])
export const isConvertible = (type: PaperType): boolean => convertible.has(type)

/** A conversion that was begun this often is not begun again. */
const MAX_TRIES = 3

export type Waiting = {
  readonly paperId: string
  readonly version: number
  readonly type: PaperType
  /** Hash of the paper. */
  readonly sha256: string
  readonly bytes: number
}
export type RenditionFile = { readonly sha256: string; readonly bytes: number }

/** Keeps which PDFs were made of which papers. */
export class RenditionStore {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /** Adds the row of a new version, in its transaction. */
  async add(tx: Kysely<Schema>, paperId: string, version: number, status: RenditionStatus, now: number): Promise<void> {
    await tx
      .insertInto('paper_rendition')
      .values({ paper_id: paperId, version, status, sha256: null, bytes: null, changed_at: now })
      .execute()
  }

  /** Copies the renditions of the same versions in another meeting. */
  async addCopies(tx: Kysely<Schema>, renditions: readonly Selectable<Schema['paper_rendition']>[]): Promise<void> {
    await insertMany(tx, 'paper_rendition', renditions)
  }

  /** Forgets renditions of meetings that are deleted, before their papers are. */
  async forget(tx: Kysely<Schema>, meetingIds: readonly MeetingId[]): Promise<void> {
    await tx
      .deleteFrom('paper_rendition')
      .where('paper_id', 'in', tx.selectFrom('paper').select('id').where('meeting_id', 'in', meetingIds))
      .execute()
  }

  /** The PDF; null while there is none. */
  async file(paperId: string, version: number): Promise<RenditionFile | null> {
    const row = await this.#db
      .selectFrom('paper_rendition')
      .select(['sha256', 'bytes'])
      .where('paper_id', '=', paperId)
      .where('version', '=', version)
      .where('status', '=', 'ready')
      .executeTakeFirst()
    return row && row.sha256 !== null && row.bytes !== null ? { sha256: row.sha256, bytes: row.bytes } : null
  }

  /** Runs at start: papers that could not be converted are expected again now that they can be, or no longer; so are papers from before there were renditions. */
  async prepare(canConvert: boolean, now: number): Promise<void> {
    const missing = await this.#db
      .selectFrom('paper_version')
      .leftJoin('paper_rendition', (join) =>
        join
          .onRef('paper_rendition.paper_id', '=', 'paper_version.paper_id')
          .onRef('paper_rendition.version', '=', 'paper_version.number'),
      )
      .select(['paper_version.paper_id', 'paper_version.number'])
      .where('paper_version.type', 'in', [...convertible])
      .where('paper_rendition.paper_id', 'is', null)
      .execute()
    const [from, to] = canConvert ? (['unavailable', 'waiting'] as const) : (['waiting', 'unavailable'] as const)
    for (const row of missing) {
      await this.#db
        .insertInto('paper_rendition')
        .values({ paper_id: row.paper_id, version: row.number, status: to, sha256: null, bytes: null, changed_at: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    }
    await this.#db
      .updateTable('paper_rendition')
      .set({ status: to, changed_at: now })
      .where('status', '=', from)
      .execute()
  }

  /** The one that waits longest, newest papers of meetings that are still there; null = none waits. */
  async next(): Promise<Waiting | null> {
    const row = await this.#db
      .selectFrom('paper_rendition')
      .innerJoin('paper_version', (join) =>
        join
          .onRef('paper_version.paper_id', '=', 'paper_rendition.paper_id')
          .onRef('paper_version.number', '=', 'paper_rendition.version'),
      )
      .innerJoin('paper', 'paper.id', 'paper_rendition.paper_id')
      .select([
        'paper_version.paper_id',
        'paper_version.number',
        'paper_version.type',
        'paper_version.sha256',
        'paper_version.bytes',
      ])
      .where('paper_rendition.status', '=', 'waiting')
      .where('paper.deleted_at', 'is', null)
      .orderBy('paper_rendition.changed_at')
      .orderBy('paper_version.paper_id')
      .executeTakeFirst()
    return row
      ? { paperId: row.paper_id, version: row.number, type: row.type, sha256: row.sha256, bytes: row.bytes }
      : null
  }

  /** Begins one. @returns false when it was begun too often: then it has failed */
  async begin({ paperId, version }: Waiting, now: number): Promise<boolean> {
    const row = await this.#db
      .updateTable('paper_rendition')
      .set((eb) => ({ tries: eb('tries', '+', 1), changed_at: now }))
      .where('paper_id', '=', paperId)
      .where('version', '=', version)
      .returning('tries')
      .executeTakeFirst()
    return (row?.tries ?? MAX_TRIES + 1) <= MAX_TRIES
  }

  /** Finds what was made of the same content before. */
  async same(sha256: string): Promise<RenditionFile | null> {
    const row = await this.#db
      .selectFrom('paper_version')
      .innerJoin('paper_rendition', (join) =>
        join
          .onRef('paper_rendition.paper_id', '=', 'paper_version.paper_id')
          .onRef('paper_rendition.version', '=', 'paper_version.number'),
      )
      .select(['paper_rendition.sha256', 'paper_rendition.bytes'])
      .where('paper_version.sha256', '=', sha256)
      .where('paper_rendition.status', '=', 'ready')
      .executeTakeFirst()
    return row && row.sha256 !== null && row.bytes !== null ? { sha256: row.sha256, bytes: row.bytes } : null
  }

  /** Marks all that wait with the same content: a paper of a series is converted once. */
  async markReady(waiting: Waiting, { sha256, bytes }: RenditionFile, now: number): Promise<void> {
    await this.#set(waiting, { status: 'ready', sha256, bytes, error: '', changed_at: now })
  }

  async markFailed(waiting: Waiting, error: string, now: number): Promise<void> {
    await this.#set(waiting, { status: 'failed', error: fitLine(error, 500), changed_at: now })
  }

  /** Lets it wait on, without counting a try, because nothing was wrong with it. */
  async putBack({ paperId, version }: Waiting): Promise<void> {
    await this.#db
      .updateTable('paper_rendition')
      .set((eb) => ({ tries: eb('tries', '-', 1) }))
      .where('paper_id', '=', paperId)
      .where('version', '=', version)
      .execute()
  }

  async #set(
    { paperId, version, sha256 }: Waiting,
    changes: { status: RenditionStatus; sha256?: string; bytes?: number; error: string; changed_at: number },
  ): Promise<void> {
    await this.#db
      .updateTable('paper_rendition')
      .set(changes)
      .where((eb) =>
        eb.or([
          eb.and([eb('paper_id', '=', paperId), eb('version', '=', version)]),
          eb.and([
            eb('status', '=', 'waiting'),
            eb.exists(
              eb
                .selectFrom('paper_version')
                .select('paper_version.paper_id')
                .whereRef('paper_version.paper_id', '=', 'paper_rendition.paper_id')
                .whereRef('paper_version.number', '=', 'paper_rendition.version')
                .where('paper_version.sha256', '=', sha256),
            ),
          ]),
        ]),
      )
      .execute()
  }
}
