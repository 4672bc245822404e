import { UnitCode } from '@diem-cau/signaling-contract'
import {
  Email,
  type ImportProblem,
  line as textLine,
  Login,
  type PeopleColumn,
  requiredLine,
} from '@diem-cau/signaling-contract/office'
import type { Grant } from '../../domain/office/officePermissions.ts'
import { changedPhone, lostAccents, lostLetters } from '../tables/brokenCell.ts'
import { importProblem } from '../tables/importProblem.ts'
import type { ImportSource } from '../tables/importSource.ts'
import { inPieces } from '../tables/inPieces.ts'
import { readTable } from '../tables/readTable.ts'
import { keyOfWord, peopleHeadings, roleWords } from '../tables/tableWords.ts'
import { distinctGrants } from './grantRules.ts'

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

/** The part of a row with something wrong that can be looked at all the same. */
export type BadPersonRow = Pick<PersonRow, 'line' | 'grants'> & {
  readonly login: string | null
  readonly unitCode: UnitCode | null
}

type PeopleRows = {
  readonly rows: readonly PersonRow[]
  readonly badRows: readonly BadPersonRow[]
  readonly problems: readonly ImportProblem[]
  readonly warnings: readonly ImportProblem[]
  /** Rows of the file, the bad ones too. */
  readonly count: number
}

/** The limit of NewPerson: more would be a mistake. */
const MAX_GRANTS = 20

const Name = requiredLine(120)
const Position = textLine(120)
const Phone = textLine(30)

type Texts = { readonly vi: string; readonly en: string }
const texts: Record<PeopleColumn | 'twice', Texts> = {
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
    vi: `Vai trò là một hoặc nhiều từ trong: ${Object.values(roleWords)
      .map(({ vi }) => vi)
      .join(', ')}; cách nhau bằng dấu chấm phẩy, có thể kèm mã đơn vị khác, ví dụ: Thư ký; Kỹ thuật@o-mon.`,
    en: `Roles are one or more of ${Object.values(roleWords)
      .map(({ en }) => en)
      .join(', ')}, apart by semicolons, with the code of a unit if it is another: Secretary; Technician@o-mon.`,
  },
  position: {
    vi: 'Chức vụ phải nằm trên một dòng, không có ký tự ẩn và dài không quá 120 ký tự.',
    en: 'The position must be on one line without hidden characters, and has 120 characters at most.',
  },
  email: { vi: 'Địa chỉ thư điện tử không đúng.', en: 'This is no e-mail address.' },
  phone: {
    vi: 'Số điện thoại không được có ký tự ẩn và dài không quá 30 ký tự.',
    en: 'The telephone number must not have hidden characters, and has 30 characters at most.',
  },
  twice: { vi: 'Tên đăng nhập này đã có ở dòng', en: 'This login is there already, on line' },
}

/**
 * The people of a file, and every cell that is wrong by itself.
 * @param names what known people are called, by login: for what a damaged name should be
 */
export async function readPeopleRows(
  source: ImportSource,
  names: ReadonlyMap<string, string> = new Map(),
): Promise<PeopleRows> {
  const table = await readTable<PeopleColumn>(source, peopleHeadings)
  const problems = [...table.problems]
  const warnings: ImportProblem[] = []
  const rows: PersonRow[] = []
  const badRows: BadPersonRow[] = []
  const lines = new Map<string, number>()
  await inPieces(table.rows, ({ line, cells, broken }) => {
    const before = problems.length
    const wrong = (column: PeopleColumn, { vi, en }: Texts) => {
      if (!broken.has(column)) problems.push(importProblem(line, column, cells[column], vi, en))
    }
    const login = Login.safeParse(cells.login)
    const name = Name.safeParse(cells.name)
    const unit = UnitCode.safeParse(cells.unit_code)
    const grants = readGrants(cells.roles, unit.success ? unit.data : null)
    const position = Position.safeParse(cells.position)
    const phone = Phone.safeParse(cells.phone)
    if (!login.success) wrong('login', texts.login)
    else {
      const first = lines.get(login.data)
      if (first === undefined) lines.set(login.data, line)
      else wrong('login', { vi: `${texts.twice.vi} ${first}.`, en: `${texts.twice.en} ${first}.` })
    }
    const known = login.success ? names.get(login.data) : undefined
    const lostName = lostLetters(cells.name, known)
    if (!name.success) wrong('name', texts.name)
    else if (lostName) wrong('name', lostName)
    if (!unit.success) wrong('unit_code', texts.unit_code)
    if (grants === null) wrong('roles', texts.roles)
    const lostPosition = lostLetters(cells.position, undefined)
    if (!position.success) wrong('position', texts.position)
    else if (lostPosition) wrong('position', lostPosition)
    if (cells.email !== '' && !Email.safeParse(cells.email).success) wrong('email', texts.email)
    const changed = changedPhone(cells.phone)
    if (!phone.success) wrong('phone', texts.phone)
    else if (changed?.problem) wrong('phone', changed)
    const sound = broken.size === 0 && problems.length === before
    if (!sound || !login.success || !name.success || !unit.success || !position.success || !phone.success) {
      badRows.push({
        line,
        login: login.success ? login.data : null,
        unitCode: unit.success ? unit.data : null,
        grants: grants ?? [],
      })
      return
    }
    rows.push({
      line,
      login: login.data,
      name: name.data,
      unitCode: unit.data,
      grants: grants ?? [],
      position: position.data,
      email: cells.email,
      phone: phone.data,
    })
    const unlike = lostAccents(name.data, known)
    if (unlike) warnings.push(importProblem(line, 'name', name.data, unlike.vi, unlike.en))
    if (changed) warnings.push(importProblem(line, 'phone', cells.phone, changed.vi, changed.en))
  })
  return { rows, badRows, problems, warnings, count: table.rows.length }
}

/** "secretary", "Thư ký", "secretary@o-mon; Kỹ thuật@o-mon"; null for anything else. Without a unit of their own, roles are at `home`. */
function readGrants(cell: string, home: UnitCode | null): Grant[] | null {
  const parts = cell
    .split(/[;,]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const grants = parts.map((part) => {
    const [word = '', at, ...rest] = part.split('@').map((text) => text.trim())
    const role = keyOfWord(roleWords, word)
    const code = at === undefined ? home : UnitCode.safeParse(at).data
    return role === null || code === undefined || rest.length > 0 ? null : { role, unitCode: code }
  })
  const sound = grants.filter((grant) => grant !== null)
  if (sound.length === 0 || sound.length < grants.length || sound.length > MAX_GRANTS) return null
  return distinctGrants(sound.flatMap(({ role, unitCode }) => (unitCode === null ? [] : [{ role, unitCode }])))
}
