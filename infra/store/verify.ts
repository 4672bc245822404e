import { readFile } from 'node:fs/promises'
import { pino } from 'pino'
import { MeetingId } from '../../signaling/contract/core/ids.ts'
import type { Verification } from '../../signaling/contract/office/minutes.ts'
import { verifyMinutes } from '../../signaling/src/office/minutes/verifyMinutes.ts'
import { openPaperFiles } from '../../signaling/src/office/papers/openPaperFiles.ts'
import { readS3Settings } from '../../signaling/src/office/papers/readS3Settings.ts'
import { openStore } from '../../signaling/src/db/engine/openStore.ts'
import { TransferError } from '../../signaling/src/db/transfer/TransferError.ts'
import { storeCommand } from './storeCommand.ts'

const kinds = { intact: 'nguyên vẹn / intact', changed: 'ĐÃ BỊ SỬA / CHANGED', missing: 'KHÔNG CÒN / MISSING' } as const

/** Tells in words whether something is wrong, and what. */
function logLine(log: Verification['log']): string {
  switch (log.state) {
    case 'intact':
      return `nhật ký nguyên vẹn: ${log.events} sự kiện, mã băm cuối ${log.head.hash} / the log is intact: ${log.events} events, head ${log.head.hash}`
    case 'broken':
      return `NHẬT KÝ ĐÃ BỊ SỬA từ sự kiện ${log.seq} / THE LOG WAS CHANGED from event ${log.seq} on`
    case 'otherThanFixed':
      return `NHẬT KÝ KHÔNG PHẢI nhật ký đã lập biên bản, khác ở sự kiện ${log.seq} / NOT THE LOG that the minutes were fixed with: event ${log.seq} is another`
    case 'unchained':
      return `nhật ký có từ trước khi có mã băm: không kiểm tra được (${log.events} sự kiện) / the log is from before lines were chained: it cannot be checked`
    default:
      return log satisfies never
  }
}

let exitCode = 0
const failed = await storeCommand(
  'verify',
  { operand: 'MEETING', flags: [] },
  async ({ operand, dataDir, target, say }) => {
    const meetingId = MeetingId.safeParse(operand)
    if (!meetingId.success)
      throw new TransferError(
        `"${operand}" is no id of a meeting: it stands in the address of its page, after /meetings/`,
      )
    const store = await openStore(target)
    try {
      const secretFile = process.env.DIEM_CAU_PAPERS_S3_SECRET_FILE
      const { settings, problems } = readS3Settings(
        process.env,
        secretFile === undefined ? null : (await readFile(secretFile, 'utf8')).trim(),
      )
      if (problems.length > 0) throw new TransferError(problems.join('\n'))
      const paperFiles = await openPaperFiles({ dataDir, s3: settings, logger: pino({ level: 'silent' }) })
      const { log, files } = await verifyMinutes(store.db, paperFiles, meetingId.data, Date.now())
      if (log.state === 'unchained' && log.events === 0)
        throw new TransferError(`Không có nhật ký của cuộc họp ${operand} / There is no log of a meeting ${operand}`)
      say(logLine(log))
      for (const { kind, state } of files) say(`biên bản / minutes ${kind}: ${kinds[state]}`)
      if (files.length === 0)
        say('biên bản chưa được duyệt: chưa có tệp nào / no minutes are approved yet: there are no files')
      if (log.state === 'broken' || log.state === 'otherThanFixed' || files.some(({ state }) => state !== 'intact'))
        exitCode = 1
    } finally {
      await store.close()
    }
  },
)
process.exitCode = failed || exitCode
