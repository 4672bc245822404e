import { join, resolve } from 'node:path'
import { StartupError } from './StartupError.ts'

/** The store: a file of SQLite, or a database of PostgreSQL. `label` names it to people, without secrets. */
export type StoreTarget =
  | { readonly dialect: 'sqlite'; readonly file: string; readonly label: string }
  | { readonly dialect: 'postgres'; readonly url: string; readonly label: string }

/**
 * The setting DIEM_CAU_DATABASE: a path, or a URL postgres://…; without one, the file in the data folder.
 * @throws StartupError for a URL that is none, or of another kind; the URL itself is not repeated, it may hold a password
 */
export function storeTarget(setting: string | null | undefined, dataDir: string): StoreTarget {
  const text = setting?.trim() ?? ''
  if (text === '') return fileTarget(join(dataDir, 'diem-cau.sqlite'))
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return fileTarget(resolve(text))
  if (!/^postgres(ql)?:\/\//i.test(text) || !URL.canParse(text)) throw notAStore()
  const url = new URL(text)
  const database = url.pathname.slice(1)
  if (database === '') throw notAStore()
  const user = url.username === '' ? '' : `${url.username}@`
  const host = url.host || url.searchParams.get('host') || 'localhost'
  return { dialect: 'postgres', url: text, label: `postgres://${user}${host}/${database}` }
}

function fileTarget(file: string): StoreTarget {
  return { dialect: 'sqlite', file, label: file }
}

function notAStore(): StartupError {
  return new StartupError({
    vi: 'DIEM_CAU_DATABASE phải là đường dẫn tới một tệp, hoặc địa chỉ postgres://người-dùng:mật-khẩu@máy-chủ:5432/tên-cơ-sở-dữ-liệu.',
    en: 'DIEM_CAU_DATABASE must be the path of a file, or an address postgres://user:password@host:5432/database.',
  })
}
