import { access, constants, readdir, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { lookAtStore, type StoreLook } from '../../../signaling/src/db/engine/lookAtStore.ts'
import { StartupError } from '../../../signaling/src/db/engine/StartupError.ts'
import { storeTarget } from '../../../signaling/src/db/engine/storeTarget.ts'
import { asTyped } from '../../store/asTyped.ts'
import { type Check, type Finding, fine, problem, unknown, warning } from './Check.ts'

const MIB = 2 ** 20
/** SQLite needs room for its journal, a night's backup for a copy. */
const TOO_LITTLE_MIB = 200
const LITTLE_MIB = 10_240
const FULL_PERCENT = 90

export const dataFolder: Check = {
  id: 'data-folder',
  title: { vi: 'Thư mục dữ liệu', en: 'Data folder' },
  look: async ({ dataDir }) => {
    try {
      await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
    } catch (error) {
      const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
      return isMissing
        ? [
            problem(
              { vi: `Chưa có thư mục ${dataDir}.`, en: `There is no folder ${dataDir}.` },
              {
                vi: 'Nếu hệ thống đã từng chạy: chỉ đúng thư mục bằng --data. Nếu chưa: npm start sẽ tạo ra.',
                en: 'If the server has run before, name its folder with --data. If not, npm start makes it.',
              },
            ),
          ]
        : [
            problem(
              { vi: `Không ghi được vào ${dataDir}.`, en: `${dataDir} cannot be written.` },
              {
                vi: 'Chạy lệnh này bằng đúng người dùng chạy máy chủ, hoặc sửa quyền: chown, chmod 700.',
                en: 'Run this as the user who runs the server, or mend the rights: chown, chmod 700.',
              },
            ),
          ]
    }
    const open = await readableByOthers(dataDir)
    if (open.length > 0)
      return open.map((path) =>
        problem(
          { vi: `Người dùng khác trên máy đọc được ${path}.`, en: `Other users of this machine can read ${path}.` },
          { vi: `Chạy: chmod go-rwx ${path}`, en: `Run: chmod go-rwx ${path}` },
        ),
      )
    return [
      fine(`${dataDir}: ghi được, chỉ chủ sở hữu đọc được.`, `${dataDir}: can be written, readable by its owner only.`),
    ]
  },
}

/** The folder itself, or if it is open, what in it is secret. */
async function readableByOthers(dataDir: string): Promise<string[]> {
  const isOpen = async (path: string) => ((await stat(path)).mode & 0o077) !== 0
  if (!(await isOpen(dataDir))) return []
  const secrets = (await readdir(dataDir)).filter((name) => /\.(?:key|secret|sqlite|txt)$|-key\.pem$/.test(name))
  const open: string[] = []
  for (const name of secrets) if (await isOpen(join(dataDir, name))) open.push(join(dataDir, name))
  return open
}

export const disk: Check = {
  id: 'disk',
  title: { vi: 'Ổ đĩa', en: 'Disk' },
  look: async ({ dataDir }) => {
    const { blocks, bavail, bfree, bsize, files, ffree } = await statfs(dataDir)
    const free = Math.floor((bavail * bsize) / MIB)
    // What only root may still fill counts as used, as `df` says it.
    const usable = blocks - bfree + bavail
    const used = usable > 0 ? Math.round(100 * (1 - bavail / usable)) : 0
    const says = {
      vi: `Ổ đĩa chứa ${dataDir}: còn trống ${free} MB, đã dùng ${used} %.`,
      en: `The disk of ${dataDir}: ${free} MB free, ${used} % used.`,
    }
    const todo = {
      vi: 'Xóa bớt tệp hoặc thêm đĩa: khi đĩa đầy, cuộc họp vẫn nghe và thấy nhau nhưng không ghi được gì.',
      en: 'Delete files or add a disk: when it is full, meetings go on to be seen and heard, but nothing is recorded.',
    }
    if (files > 0 && ffree / files < 0.01)
      return [
        problem(
          { vi: `${says.vi} Đã hết inode.`, en: `${says.en} No inodes are left.` },
          { vi: 'Xóa bớt tệp nhỏ (df -i).', en: 'Delete small files (df -i).' },
        ),
      ]
    if (free < TOO_LITTLE_MIB) return [problem(says, todo)]
    if (free < LITTLE_MIB || used >= FULL_PERCENT) return [warning(says, todo)]
    return [fine(says.vi, says.en)]
  },
}

export const database: Check = {
  id: 'database',
  title: { vi: 'Cơ sở dữ liệu', en: 'Database' },
  look: async ({ settings, dataDir }) => {
    try {
      const target = storeTarget(settings['DIEM_CAU_DATABASE'], dataDir)
      return [findingOf(await lookAtStore(target), target.label)]
    } catch (error) {
      if (!(error instanceof StartupError)) throw error
      return [
        problem(
          { vi: error.vi, en: error.en },
          { vi: 'Sửa như trên rồi khởi động lại.', en: 'Mend that, then start again.' },
        ),
      ]
    }
  },
}

function findingOf(look: StoreLook, label: string): Finding {
  switch (look.kind) {
    case 'none':
      return unknown(
        `Chưa có ${look.file}; lần khởi động đầu tiên sẽ tạo ra.`,
        `There is no ${look.file} yet; the first start makes it.`,
      )
    case 'server':
      return fine(
        `${label}: PostgreSQL ${look.version} trả lời sau ${look.answerMs} ms.`,
        `${label}: PostgreSQL ${look.version} answers in ${look.answerMs} ms.`,
      )
    case 'file': {
      const size = `${label}: ${Math.ceil(look.bytes / MIB)} MB`
      if (look.damage !== null)
        return problem(
          { vi: `${label} bị hỏng: ${look.damage}`, en: `${label} is damaged: ${look.damage}` },
          {
            vi: `Dừng máy chủ, giữ lại tệp này, rồi khôi phục bản sao lưu gần nhất: ${asTyped('restore')} FILE`,
            en: `Stop the server, keep this file, then restore the last backup: ${asTyped('restore')} FILE`,
          },
        )
      return look.isWhole
        ? fine(`${size}, nguyên vẹn.`, `${size}, not damaged.`)
        : fine(
            `${size}, mở được (quá lớn nên không đọc hết).`,
            `${size}, can be opened (too large to read all of it here).`,
          )
    }
    default:
      return look satisfies never
  }
}
