import { randomBytes } from 'node:crypto'
import { MeetingError, type MeetingId } from '@diem-cau/signaling-contract'
import type { Scope, StagedPaper } from '@diem-cau/signaling-contract/office'
import type { Kysely } from 'kysely'
import { inParts } from '../../db/sql/inParts.ts'
import type { Schema } from '../../db/schema.ts'
import type { PaperContext } from './PaperContext.ts'
import type { PlanActor, PlanPapers } from '../schedule/PlanPapers.ts'
import { PaperStore } from './PaperStore.ts'
import { insertStaged, takeStaged } from './stagedPaperTable.ts'
import { STAGED_MS } from './StagedPapers.ts'

const CHUNK = 500

/** A mark that the same paper has in each meeting of a series. */
export const newSharedId = (): string => `q.${randomBytes(9).toString('base64url')}`

/** Meetings of the series of this one that are still to come, as far as the scope goes, and always this one: the first. */
export async function meetingsInScope(
  db: Kysely<Schema>,
  meetingId: MeetingId,
  scope: Scope,
  now: number,
): Promise<MeetingId[]> {
  if (scope === 'this') return [meetingId]
  const own = await db
    .selectFrom('meeting')
    .select(['series_id', 'recurrence_at'])
    .where('id', '=', meetingId)
    .executeTakeFirst()
  if (!own || own.series_id === null) return [meetingId]
  let query = db
    .selectFrom('meeting')
    .select('id')
    .where('series_id', '=', own.series_id)
    .where('phase', 'in', ['draft', 'scheduled', 'open'])
    .where('ends_at', '>', now)
    .orderBy('recurrence_at')
  if (scope === 'following' && own.recurrence_at !== null) query = query.where('recurrence_at', '>=', own.recurrence_at)
  const rows = await query.execute()
  return [...new Set([meetingId, ...rows.map(({ id }) => id)])]
}

/** The point of the agenda for each meeting: null where its agenda has none like it. */
export async function itemsOf(
  db: Kysely<Schema>,
  meetings: readonly MeetingId[],
  itemId: string | null,
): Promise<(meetingId: MeetingId) => string | null> {
  if (itemId === null) return () => null
  const having = new Set<MeetingId>()
  for (const part of inParts(meetings, CHUNK)) {
    for (const { meeting_id } of await db
      .selectFrom('agenda_item')
      .select('meeting_id')
      .where('meeting_id', 'in', part)
      .where('item_id', '=', itemId)
      .execute())
      having.add(meeting_id)
  }
  return (meetingId) => (having.has(meetingId) ? itemId : null)
}

/** Papers of what is planned: those that waited for it, and those of a series for the meetings that are added to it. */
export class SeriesPapers implements PlanPapers {
  readonly #office: Pick<PaperContext, 'db' | 'audit' | 'clock' | 'renditions'>
  readonly #store: PaperStore

  constructor(office: Pick<PaperContext, 'db' | 'audit' | 'clock' | 'renditions'>) {
    this.#office = office
    this.#store = new PaperStore(office.db)
  }

  async attach(
    tx: Kysely<Schema>,
    actor: PlanActor,
    staged: readonly StagedPaper[],
    meetings: readonly [MeetingId, ...MeetingId[]],
  ): Promise<void> {
    const [first] = meetings
    const host = await tx
      .selectFrom('meeting')
      .select('host_unit_code')
      .where('id', '=', first)
      .executeTakeFirstOrThrow()
    for (const { uploadId, itemId, wholeSeries } of staged) {
      const waiting = await takeStaged(
        tx,
        { id: uploadId, accountId: actor.account.accountId },
        this.#office.clock() - STAGED_MS,
      )
      if (!waiting) throw new MeetingError('linkExpired', 'the upload waits no more', { field: 'papers' })
      const { file_name: fileName, type, bytes, sha256, uploaded_at: uploadedAt } = waiting
      const version = { fileName, type, bytes, sha256, uploadedBy: actor.account.name, uploadedAt }
      const targets = wholeSeries ? meetings : ([first] as const)
      const itemOf = await itemsOf(tx, targets, itemId)
      const sharedId = targets.length > 1 ? newSharedId() : null
      const ids: string[] = []
      for (const meetingId of targets) {
        const { id, number } = await this.#store.add(
          tx,
          { meetingId, itemId: itemOf(meetingId), paperId: null, sharedId },
          version,
        )
        await this.#office.renditions.expect(tx, id, number, type)
        ids.push(id)
      }
      await this.#office.audit.append(tx, actor, {
        action: 'paper.uploaded',
        subject: { type: 'paper', id: ids[0] ?? '', name: fileName },
        unitCode: host.host_unit_code,
        details: { meetingId: first, sha256, bytes, meetings: targets.length },
      })
    }
  }

  async spread(tx: Kysely<Schema>, from: MeetingId, to: readonly MeetingId[], all: boolean): Promise<void> {
    if (to.length === 0) return
    const papers = await tx
      .selectFrom('paper')
      .selectAll()
      .where('meeting_id', '=', from)
      .where('deleted_at', 'is', null)
      .orderBy('position')
      .execute()
    for (const paper of papers) {
      if (paper.shared_id === null && !all) continue
      const sharedId = paper.shared_id ?? newSharedId()
      if (paper.shared_id === null) await this.#store.share(tx, paper.id, sharedId)
      const itemOf = await itemsOf(tx, to, paper.item_id)
      const copies = to.map((meetingId) => ({ id: `p.${randomBytes(9).toString('base64url')}`, meetingId }))
      const [versions, renditions] = await Promise.all([
        tx.selectFrom('paper_version').selectAll().where('paper_id', '=', paper.id).execute(),
        tx.selectFrom('paper_rendition').selectAll().where('paper_id', '=', paper.id).execute(),
      ])
      await this.#store.addCopies(
        tx,
        copies.map(({ id, meetingId }) => ({
          ...paper,
          id,
          meeting_id: meetingId,
          item_id: itemOf(meetingId),
          shared_id: sharedId,
        })),
        copies.flatMap(({ id }) => versions.map((version) => ({ ...version, paper_id: id }))),
      )
      await this.#office.renditions.store.addCopies(
        tx,
        copies.flatMap(({ id }) => renditions.map((rendition) => ({ ...rendition, paper_id: id }))),
      )
    }
  }

  async forget(tx: Kysely<Schema>, actor: PlanActor, meetings: readonly MeetingId[]): Promise<void> {
    const versions = await tx
      .selectFrom('paper_version')
      .innerJoin('paper', 'paper.id', 'paper_version.paper_id')
      .leftJoin('paper_rendition', (join) =>
        join
          .onRef('paper_rendition.paper_id', '=', 'paper_version.paper_id')
          .onRef('paper_rendition.version', '=', 'paper_version.number'),
      )
      .select(['file_name', 'type', 'paper_version.bytes', 'paper_version.sha256'])
      .select(['paper_rendition.sha256 as pdfSha256', 'paper_rendition.bytes as pdfBytes'])
      .where('paper.meeting_id', 'in', meetings)
      .execute()
    const files = new Map(
      versions.flatMap(({ file_name: fileName, type, bytes, sha256, pdfSha256, pdfBytes }) => [
        [sha256, { fileName, type, bytes }] as const,
        ...(pdfSha256 === null ? [] : [[pdfSha256, { fileName, type: 'pdf' as const, bytes: pdfBytes ?? 0 }] as const]),
      ]),
    )
    await this.#office.renditions.store.forget(tx, meetings)
    await this.#store.forget(tx, meetings)
    // The sweep finds out whether something else is made of the same content.
    await insertStaged(
      tx,
      [...files].map(([sha256, file]) => ({
        ...file,
        sha256,
        id: `left.${randomBytes(9).toString('base64url')}`,
        accountId: actor.account.accountId,
        uploadedAt: 0,
      })),
    )
  }

  wake(): void {
    this.#office.renditions.wake()
  }
}
