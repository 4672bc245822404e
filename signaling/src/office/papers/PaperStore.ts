import { randomBytes } from 'node:crypto'
import { MeetingError, type MeetingId } from '@diem-cau/signaling-contract'
import { type EditPaper, Paper, type PaperVersion } from '@diem-cau/signaling-contract/office'
import type { Kysely, Selectable } from 'kysely'
import { insertMany } from '../../db/sql/insertMany.ts'
import type { Schema } from '../../db/schema.ts'
import { nameOfPaper } from './UploadTarget.ts'

export type NewVersion = Omit<PaperVersion, 'number' | 'rendition'>
export type Where = {
  readonly meetingId: MeetingId
  readonly itemId: string | null
  readonly paperId: string | null
  readonly sharedId?: string | null
}

/** More papers than any meeting has. */
const MAX_PAPERS = 300

/** Papers of meetings and their versions, all that writes them; the files are elsewhere. */
export class PaperStore {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /** Reads the papers in their order, newest version first. */
  async of(meetingId: MeetingId): Promise<Paper[]> {
    const papers = await this.#db
      .selectFrom('paper')
      .selectAll()
      .where('meeting_id', '=', meetingId)
      .where('deleted_at', 'is', null)
      .orderBy('position')
      .orderBy('id')
      .execute()
    return this.#withVersions(papers)
  }

  /** null when there is none, or it was removed. */
  async find(paperId: string): Promise<Paper | null> {
    const row = await this.#db
      .selectFrom('paper')
      .selectAll()
      .where('id', '=', paperId)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    return row ? ((await this.#withVersions([row]))[0] ?? null) : null
  }

  /**
   * A new paper, or a new version of one. In a transaction: two at once get two numbers, or one of them fails on the key.
   * @throws MeetingError `notFound` when the paper is not of that meeting, `tooLarge` when the meeting has too many
   */
  async add(
    tx: Kysely<Schema>,
    { meetingId, itemId, paperId, sharedId = null }: Where,
    version: NewVersion,
  ): Promise<{ id: string; name: string; number: number }> {
    const { id, name } =
      paperId === null
        ? await this.#create(tx, { meetingId, itemId, sharedId }, version.fileName)
        : await this.#existing(tx, meetingId, paperId)
    const last = await tx
      .selectFrom('paper_version')
      .select((eb) => eb.fn.max('number').as('number'))
      .where('paper_id', '=', id)
      .executeTakeFirst()
    const number = (last?.number ?? 0) + 1
    await tx
      .insertInto('paper_version')
      .values({
        paper_id: id,
        number,
        file_name: version.fileName,
        type: version.type,
        bytes: version.bytes,
        sha256: version.sha256,
        uploaded_by: version.uploadedBy,
        uploaded_at: version.uploadedAt,
      })
      .execute()
    return { id, name, number }
  }

  async edit(tx: Kysely<Schema>, paperId: string, { name, itemId, position }: EditPaper): Promise<void> {
    const changes = {
      ...(name === undefined ? {} : { name }),
      ...(itemId === undefined ? {} : { item_id: itemId }),
      ...(position === undefined ? {} : { position }),
    }
    if (Object.keys(changes).length > 0) await tx.updateTable('paper').set(changes).where('id', '=', paperId).execute()
  }

  /** It is no longer shown; its content stays on record. */
  async remove(tx: Kysely<Schema>, paperIds: readonly string[], now: number): Promise<void> {
    await tx.updateTable('paper').set({ deleted_at: now }).where('id', 'in', paperIds).execute()
  }

  /** Makes it the same paper in each meeting that has one with this mark. */
  async share(tx: Kysely<Schema>, paperId: string, sharedId: string): Promise<void> {
    await tx.updateTable('paper').set({ shared_id: sharedId }).where('id', '=', paperId).execute()
  }

  /** Papers with versions as they are in another meeting. */
  async addCopies(
    tx: Kysely<Schema>,
    papers: readonly Selectable<Schema['paper']>[],
    versions: readonly Selectable<Schema['paper_version']>[],
  ): Promise<void> {
    await insertMany(tx, 'paper', papers)
    await insertMany(tx, 'paper_version', versions)
  }

  /** Forgets papers of meetings that are deleted. Nothing is made of their versions any more. */
  async forget(tx: Kysely<Schema>, meetingIds: readonly MeetingId[]): Promise<void> {
    await tx
      .deleteFrom('paper_version')
      .where('paper_id', 'in', tx.selectFrom('paper').select('id').where('meeting_id', 'in', meetingIds))
      .execute()
    await tx.deleteFrom('paper').where('meeting_id', 'in', meetingIds).execute()
  }

  async #create(
    tx: Kysely<Schema>,
    { meetingId, itemId, sharedId }: Required<Omit<Where, 'paperId'>>,
    fileName: string,
  ): Promise<{ id: string; name: string }> {
    const row = await tx
      .selectFrom('paper')
      .select((eb) => [eb.fn.max('position').as('last'), eb.fn.countAll<number>().as('count')])
      .where('meeting_id', '=', meetingId)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    if ((row?.count ?? 0) >= MAX_PAPERS)
      throw new MeetingError('tooLarge', `a meeting has ${MAX_PAPERS} papers at most`)
    const id = `p.${randomBytes(9).toString('base64url')}`
    const name = nameOfPaper(fileName)
    await tx
      .insertInto('paper')
      .values({
        id,
        meeting_id: meetingId,
        item_id: itemId,
        name,
        position: (row?.last ?? -1) + 1,
        shared_id: sharedId,
      })
      .execute()
    return { id, name }
  }

  async #existing(tx: Kysely<Schema>, meetingId: MeetingId, paperId: string): Promise<{ id: string; name: string }> {
    const row = await tx
      .selectFrom('paper')
      .select(['id', 'name'])
      .where('id', '=', paperId)
      .where('meeting_id', '=', meetingId)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    if (!row) throw new MeetingError('notFound', 'no such paper in this meeting')
    return row
  }

  async #withVersions(papers: readonly Selectable<Schema['paper']>[]): Promise<Paper[]> {
    if (papers.length === 0) return []
    const rows = await this.#db
      .selectFrom('paper_version')
      .leftJoin('paper_rendition', (join) =>
        join
          .onRef('paper_rendition.paper_id', '=', 'paper_version.paper_id')
          .onRef('paper_rendition.version', '=', 'paper_version.number'),
      )
      .selectAll('paper_version')
      .select('paper_rendition.status as rendition')
      .where(
        'paper_version.paper_id',
        'in',
        papers.map(({ id }) => id),
      )
      .orderBy('number', 'desc')
      .execute()
    return papers.flatMap((paper) => {
      const versions = rows
        .filter((row) => row.paper_id === paper.id)
        .map((row) => ({
          number: row.number,
          fileName: row.file_name,
          type: row.type,
          bytes: row.bytes,
          sha256: row.sha256,
          uploadedBy: row.uploaded_by,
          uploadedAt: row.uploaded_at,
          rendition: row.rendition,
        }))
      const parsed = Paper.safeParse({
        paperId: paper.id,
        meetingId: paper.meeting_id,
        itemId: paper.item_id,
        name: paper.name,
        position: paper.position,
        shared: paper.shared_id !== null,
        versions,
      })
      return parsed.success ? [parsed.data] : []
    })
  }
}
