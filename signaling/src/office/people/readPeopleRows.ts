import { UnitCode } from '@diem-cau/signaling-contract'
import { Email, type ImportProblem, line as textLine, Login, requiredLine, Role, roles } from '@diem-cau/signaling-contract/office'
import type { Steps } from '../../domain/steps.ts'
import type { Grant } from '../../domain/officePermissions.ts'
import { importProblem } from '../csv/importProblem.ts'
import { readTable } from '../csv/readTable.ts'
import { distinctGrants } from './grantRules.ts'

const required = ['login', 'name', 'unit_code', 'roles'] as const
const optional = ['position', 'email', 'phone'] as const
export type PersonColumn = (typeof required)[number] | (typeof optional)[number]

/** A row of the file whose own cells are sound. An empty `position`, `email` or `phone` leaves what is on record. */
export type PersonRow = {
  readonly line: number
  readonly login: string
  readonly name: string
  readonly unitCode: UnitCode
  readonly grants: readonly Grant[]
  readonly position: string
  readonly email: string
  readonly phone: string
}

export type PeopleRows = { readonly rows: readonly PersonRow[]; readonly problems: readonly ImportProblem[]; readonly count: number }

/** As NewPerson: more would be a mistake. */
const MAX_GRANTS = 20

const Name = requiredLine(120)
const Position = textLine(120)
const Phone = textLine(30)

type Texts = { readonly vi: string; readonly en: string }
const texts: Record<PersonColumn | 'twice', Texts> = {
  login: {
    vi: 'Tên đăng nhập chỉ gồm chữ không dấu (a–z), chữ số và các dấu . _ @ -, bắt đầu bằng chữ hoặc số, dài từ 2 đến 64 ký tự.',
    en: 'A login has letters without accents (a–z), digits and . _ @ - only, begins with a letter or digit, and has 2 to 64 characters.',
  },
  name: {
    vi: 'Họ tên không được để trống, phải nằm trên một dòng, không có ký tự ẩn và dài không quá 120 ký tự.',
    en: 'The name must not be empty, must be on one line without hidden characters, and has 120 characters at most.',
  },
  unit_code: { vi: 'Mã đơn vị không đúng dạng.', en: 'This is no code of a unit.' },
  roles: {
    vi: `Vai trò là một hoặc nhiều từ trong: ${roles.join(', ')}; cách nhau bằng dấu chấm phẩy, có thể kèm đơn vị, ví dụ secretary@o-mon;technician@o-mon.`,
    en: `Roles are one or more of ${roles.join(', ')}, apart by semicolons, with a unit if it is another: secretary@o-mon;technician@o-mon.`,
  },
  position: { vi: 'Chức vụ phải nằm trên một dòng, không có ký tự ẩn và dài không quá 120 ký tự.', en: 'The position must be on one line without hidden characters, and has 120 characters at most.' },
  email: { vi: 'Địa chỉ thư điện tử không đúng.', en: 'This is no e-mail address.' },
  phone: { vi: 'Số điện thoại không được có ký tự ẩn và dài không quá 30 ký tự.', en: 'The telephone number must not have hidden characters, and has 30 characters at most.' },
  twice: { vi: 'Tên đăng nhập này đã có ở dòng', en: 'This login is there already, on line' },
}

/** The people of a CSV file, and every cell that is wrong by itself. */
export function* readPeopleRows(csv: string): Steps<PeopleRows> {
  const table = yield* readTable<PersonColumn>(csv, required, optional)
  const problems = [...table.problems]
  const rows: PersonRow[] = []
  const lines = new Map<string, number>()
  for (const { line, cells } of table.rows) {
    yield
    const before = problems.length
    const wrong = (column: PersonColumn, { vi, en }: Texts) => problems.push(importProblem(line, column, cells[column], vi, en))
    const login = Login.safeParse(cells.login)
    const name = Name.safeParse(cells.name)
    const unit = UnitCode.safeParse(cells.unit_code)
    const grants = unit.success ? readGrants(cells.roles, unit.data) : []
    const position = Position.safeParse(cells.position)
    const phone = Phone.safeParse(cells.phone)
    if (!login.success) wrong('login', texts.login)
    else {
      const first = lines.get(login.data)
      if (first === undefined) lines.set(login.data, line)
      else wrong('login', { vi: `${texts.twice.vi} ${first}.`, en: `${texts.twice.en} ${first}.` })
    }
    if (!name.success) wrong('name', texts.name)
    if (!unit.success) wrong('unit_code', texts.unit_code)
    if (grants === null) wrong('roles', texts.roles)
    if (!position.success) wrong('position', texts.position)
    if (cells.email !== '' && !Email.safeParse(cells.email).success) wrong('email', texts.email)
    if (!phone.success) wrong('phone', texts.phone)
    if (problems.length > before || !login.success || !name.success || !unit.success || !position.success || !phone.success) continue
    rows.push({ line, login: login.data, name: name.data, unitCode: unit.data, grants: grants ?? [], position: position.data, email: cells.email, phone: phone.data })
  }
  return { rows, problems, count: table.rows.length }
}

/** "secretary", "secretary@o-mon;technician@o-mon"; null for anything else. */
function readGrants(cell: string, home: UnitCode): Grant[] | null {
  const parts = cell.split(';').map((part) => part.trim()).filter((part) => part !== '')
  const grants = parts.map((part) => {
    const [role = '', unit = home, ...rest] = part.split('@').map((text) => text.trim())
    const known = Role.safeParse(roles.find((name) => name.toLowerCase() === role.toLowerCase()))
    const code = UnitCode.safeParse(unit)
    return known.success && code.success && rest.length === 0 ? { role: known.data, unitCode: code.data } : null
  })
  const sound = grants.filter((grant) => grant !== null)
  return sound.length === 0 || sound.length < grants.length || sound.length > MAX_GRANTS ? null : distinctGrants(sound)
}
