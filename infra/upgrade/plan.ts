import type { Look } from './look.ts'
import type { Words } from './Words.ts'

const MIB = 2 ** 20
/** What a process may write beside its data: logs, caches. */
const MARGIN_BYTES = 200 * MIB
/** Two clients move at a time, there and back; so long each takes, in milliseconds (measured: README, "Upgrade"). */
const MOVE_MS = 700
const RESTART_MS = 15_000
const DAY_MS = 86_400_000
/** A backup that is older is too old to begin with. */
const OLD_BACKUP_MS = 26 * 3_600_000

export type Plan = {
  readonly facts: readonly Words[]
  /** Nothing keeps the upgrade, and somebody should know it. */
  readonly warnings: readonly Words[]
  /** It is not begun while one is there. */
  readonly problems: readonly Words[]
  /** Needed on the disk of the data, in bytes. */
  readonly needs: number
  readonly takesMs: number
}

/** Says what an upgrade would do, what it needs, and what keeps it from being begun. Pure. */
export function planOf(look: Look): Plan {
  const { store, signaling, mediaNode, next } = look
  const facts: Words[] = []
  const warnings: Words[] = []
  const problems: Words[] = []
  const endpoints = mediaNode?.look?.endpoints ?? 0
  const steps = store === null ? 0 : Math.max(0, store.known - store.version)
  // A step may write a table anew; a backup is made before, beside the data unless another folder is set.
  const storeBytes = store?.bytes ?? 0
  const backupBytes = storeBytes + look.papersBytes
  const onThisDisk = look.backupFolder === null ? backupBytes : 0
  const needs = MARGIN_BYTES + (steps > 0 ? 2 * storeBytes : 0) + onThisDisk
  const takesMs = 2 * RESTART_MS + endpoints * MOVE_MS

  facts.push(
    signaling === null
      ? { vi: `Phiên bản mới: ${next}. Máy chủ chưa chạy.`, en: `New version: ${next}. The server does not run.` }
      : {
          vi: `Phiên bản đang chạy: điều hành ${signaling.version ?? 'không rõ'}, hình tiếng ${mediaNode?.look?.version ?? 'không rõ'}. Phiên bản mới: ${next}.`,
          en: `Running: signaling ${signaling.version ?? 'unknown'}, media node ${mediaNode?.look?.version ?? 'unknown'}. New version: ${next}.`,
        },
  )
  if (store !== null) {
    facts.push(
      steps === 0
        ? { vi: `Dữ liệu đã ở phiên bản ${store.version}.`, en: `The data are at version ${store.version} already.` }
        : {
            vi: `Dữ liệu: từ phiên bản ${store.version} lên ${store.known} (${steps} bước).`,
            en: `Data: from version ${store.version} to ${store.known} (${steps} ${steps === 1 ? 'step' : 'steps'}).`,
          },
    )
    if (steps > 0 && !store.isReversible)
      warnings.push({
        vi: 'Sau khi nâng cấp, phiên bản cũ không dùng được dữ liệu nữa: muốn quay lại phải khôi phục từ bản sao lưu.',
        en: 'After it the version before can use the data no more: going back means restoring a backup.',
      })
    facts.push(
      store.meetings.length === 0
        ? { vi: 'Không có cuộc họp nào đang mở.', en: 'No meeting is under way.' }
        : {
            vi: `Đang họp: ${store.meetings.join('; ')}. ${endpoints} điểm cầu sẽ được chuyển, không ai phải vào lại.`,
            en: `Under way: ${store.meetings.join('; ')}. ${endpoints} rooms are moved; nobody has to come in again.`,
          },
    )
  }
  facts.push(
    {
      vi: `Cần ${mb(needs)} trống, đang có ${mb(look.free)}.`,
      en: `${mb(needs)} of free disk are needed, ${mb(look.free)} are there.`,
    },
    { vi: `Mất khoảng ${minutes(takesMs)} phút.`, en: `It takes about ${minutes(takesMs)} min.` },
  )
  if (look.storeTrouble !== null) problems.push(look.storeTrouble)
  if (look.free < needs)
    problems.push({
      vi: `Ổ đĩa của ${look.dataDir} không đủ chỗ: cần ${mb(needs)}, chỉ còn ${mb(look.free)}. Hãy giải phóng ${mb(needs - look.free)} rồi thử lại. Chưa có gì thay đổi.`,
      en: `The disk of ${look.dataDir} has too little room: ${mb(needs)} are needed, ${mb(look.free)} are left. Free ${mb(needs - look.free)}, then try again. Nothing was changed.`,
    })
  if (look.backupFree !== null && look.backupFree < backupBytes)
    problems.push({
      vi: `Ổ đĩa của ${look.backupFolder} không đủ chỗ cho bản sao lưu: cần ${mb(backupBytes)}, chỉ còn ${mb(look.backupFree)}.`,
      en: `The disk of ${look.backupFolder} has no room for a backup: ${mb(backupBytes)} are needed, ${mb(look.backupFree)} are left.`,
    })
  warnings.push(...backupWarnings(look))
  problems.push(...certificateProblems(look))
  if (signaling !== null && mediaNode === null)
    warnings.push({
      vi: 'Không thấy máy chủ hình tiếng trên máy này: chỉ máy chủ điều hành được thay.',
      en: 'There is no media node on this machine: only signaling is replaced.',
    })
  return { facts, warnings, problems, needs, takesMs }
}

/** A start reads it anew: what was put there since by mistake would keep everybody out. */
function certificateProblems({ certificate }: Look): Words[] {
  if (certificate === null) return []
  const { file, host, isOfHost, daysLeft } = certificate
  if (!isOfHost)
    return [
      {
        vi: `Chứng thư ${file} không phải của ${host}: sau khi khởi động lại, trình duyệt sẽ không cho ai vào. Hãy thay chứng thư đúng tên rồi thử lại.`,
        en: `The certificate ${file} is not one of ${host}: after the restart browsers would let nobody in. Put the right one there, then try again.`,
      },
    ]
  if (daysLeft < 0) return [{ vi: `Chứng thư ${file} đã hết hạn.`, en: `The certificate ${file} has ended.` }]
  return []
}

function backupWarnings({ backupFolder, lastBackup, now }: Look): Words[] {
  if (backupFolder === null)
    return [
      {
        vi: 'Chưa đặt sao lưu hằng ngày (DIEM_CAU_BACKUP_FOLDER).',
        en: 'No daily backup is set (DIEM_CAU_BACKUP_FOLDER).',
      },
    ]
  if (lastBackup === null)
    return [{ vi: `Trong ${backupFolder} chưa có bản sao lưu nào.`, en: `There is no backup in ${backupFolder}.` }]
  if (now - lastBackup <= OLD_BACKUP_MS) return []
  const days = Math.floor((now - lastBackup) / DAY_MS)
  return [
    {
      vi: `Bản sao lưu mới nhất đã ${days} ngày tuổi. Nâng cấp sẽ sao lưu trước.`,
      en: `The newest backup is ${days} days old. The upgrade makes one first.`,
    },
  ]
}

const mb = (bytes: number) => (bytes >= 1e10 ? `${Math.round(bytes / 1e9)} GB` : `${Math.ceil(bytes / 1e6)} MB`)
const minutes = (ms: number) => Math.max(1, Math.ceil(ms / 60_000))
