import { StartupError } from './StartupError.ts'
import { isConnectionFailure, postgresCode, sqliteCode } from './storeFailure.ts'
import type { StoreTarget } from './storeTarget.ts'

/** Primary result codes, https://www.sqlite.org/rescode.html */
const SQLITE = { PERM: 3, BUSY: 5, READONLY: 8, IOERR: 10, CORRUPT: 11, FULL: 13, CANTOPEN: 14, NOTADB: 26 } as const

/** Explains what a person has to do about a failure of the store at start; any other error is given back as it is. */
export function explainStoreFailure(error: unknown, target: StoreTarget): unknown {
  if (error instanceof StartupError) return error
  return target.dialect === 'sqlite' ? explainSqlite(error, target.file) : explainPostgres(error, target.label)
}

function explainSqlite(error: unknown, file: string): unknown {
  const code = sqliteCode(error)
  const system = error instanceof Error && 'code' in error ? error.code : null
  switch (code === null ? null : code & 0xff) {
    case SQLITE.CORRUPT:
    case SQLITE.NOTADB:
      return damaged(file, error)
    case SQLITE.FULL:
      return diskFull(file, error)
    case SQLITE.BUSY:
      return new StartupError(
        {
          vi: `Một chương trình khác đang dùng cơ sở dữ liệu ${file}. Hãy dừng chương trình đó (có thể Diem Cau đã chạy sẵn), rồi thử lại.`,
          en: `Another program is using the database ${file}. Stop it (Diem Cau may be running already), then try again.`,
        },
        error,
      )
    case SQLITE.PERM:
    case SQLITE.READONLY:
    case SQLITE.CANTOPEN:
    case SQLITE.IOERR:
      return notWritable(file, error)
    default:
      if (system === 'ENOSPC') return diskFull(file, error)
      if (
        system === 'EACCES' ||
        system === 'EPERM' ||
        system === 'EROFS' ||
        system === 'ENOTDIR' ||
        system === 'EEXIST'
      ) {
        return notWritable(file, error)
      }
      return error
  }
}

export function damaged(file: string, cause: unknown): StartupError {
  return new StartupError(
    {
      vi: `Cơ sở dữ liệu ${file} bị hỏng hoặc không phải của Diem Cau. Hãy khôi phục từ bản sao lưu, hoặc chuyển tệp này đi nơi khác để bắt đầu lại từ đầu. Tệp không bị ghi đè.`,
      en: `The database ${file} is damaged or is not one of Diem Cau. Restore it from a backup, or move the file away to start anew. It was not overwritten.`,
    },
    cause,
  )
}

function diskFull(file: string, cause: unknown): StartupError {
  return new StartupError(
    {
      vi: `Ổ đĩa chứa ${file} đã đầy. Hãy giải phóng ít nhất 100 MB, rồi khởi động lại. Dữ liệu cũ còn nguyên.`,
      en: `The disk that holds ${file} is full. Free at least 100 MB, then start again. The data is as it was.`,
    },
    cause,
  )
}

function notWritable(file: string, cause: unknown): StartupError {
  return new StartupError(
    {
      vi: `Không ghi được cơ sở dữ liệu ${file}. Hãy kiểm tra quyền của thư mục này, hoặc chọn thư mục dữ liệu khác bằng --data.`,
      en: `The database ${file} cannot be written. Check the permissions of its folder, or choose another data folder with --data.`,
    },
    cause,
  )
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
function explainPostgres(error: unknown, label: string): unknown {
  const why = error instanceof Error ? error.message : String(error)
  if (isConnectionFailure(error)) {
    return new StartupError(
      {
        vi: `Không kết nối được PostgreSQL tại ${label}. Hãy kiểm tra PostgreSQL đang chạy, và địa chỉ, cổng trong DIEM_CAU_DATABASE.`,
        en: `PostgreSQL at ${label} cannot be reached. Check that it runs, and the host and port in DIEM_CAU_DATABASE.`,
      },
      error,
    )
  }
  const code = postgresCode(error)
  switch (code) {
    case '28000':
    case '28P01':
      return new StartupError(
        {
          vi: `PostgreSQL tại ${label} từ chối đăng nhập (${code}). Hãy kiểm tra tên người dùng và mật khẩu trong DIEM_CAU_DATABASE, và pg_hba.conf.`,
          en: `PostgreSQL at ${label} refused the sign-in (${code}). Check user and password in DIEM_CAU_DATABASE, and pg_hba.conf.`,
        },
        error,
      )
    case '3D000':
      return new StartupError(
        {
          vi: `Cơ sở dữ liệu ${label} chưa có. Hãy tạo bằng: createdb --encoding=UTF8 --template=template0 <tên>.`,
          en: `The database ${label} does not exist. Make it with: createdb --encoding=UTF8 --template=template0 <name>.`,
        },
        error,
      )
    case '42501':
      return new StartupError(
        {
          vi: `Người dùng của ${label} không đủ quyền (${why}). Hãy cấp quyền: GRANT CREATE ON DATABASE <tên> TO <người dùng>.`,
          en: `The user of ${label} lacks a right (${why}). Grant it: GRANT CREATE ON DATABASE <name> TO <user>.`,
        },
        error,
      )
    case '53100':
      return diskFull(label, error)
    case '53300':
      return new StartupError(
        {
          vi: `PostgreSQL tại ${label} đã hết số kết nối. Hãy tăng max_connections, hoặc dừng bớt chương trình khác.`,
          en: `PostgreSQL at ${label} has no connection left. Raise max_connections, or stop other programs.`,
        },
        error,
      )
    default:
      return error
  }
}
