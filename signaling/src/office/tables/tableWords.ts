/** Words of the tables that people bring and take away: headings, roles and kinds. Those of an import are understood in both languages. */
import { foldText } from '@diem-cau/signaling-contract'
import type { FirstPassword, knownUnitKinds, PeopleColumn, Role, UnitColumn } from '@diem-cau/signaling-contract/office'

type Words = {
  readonly vi: string
  readonly en: string
  /** Words that are understood as well. */ readonly others?: readonly string[]
}
/** `text`: what people read; it may hold anything. `required`: the column may not be left out. */
export type TableColumn<C extends string> = Words & {
  readonly key: C
  readonly required: boolean
  readonly text: boolean
  /** Width in a spreadsheet, in characters. */ readonly width: number
}

export const unitHeadings: readonly TableColumn<UnitColumn>[] = [
  { key: 'code', vi: 'Mã đơn vị', en: 'Code', others: ['Mã'], required: true, text: false, width: 26 },
  {
    key: 'parent_code',
    vi: 'Mã đơn vị cấp trên',
    en: 'Parent code',
    others: ['Mã cấp trên', 'Mã trực thuộc', 'Trực thuộc'],
    required: true,
    text: false,
    width: 26,
  },
  { key: 'kind', vi: 'Loại đơn vị', en: 'Kind', others: ['Loại'], required: true, text: false, width: 14 },
  { key: 'name', vi: 'Tên đơn vị', en: 'Name', others: ['Tên'], required: true, text: true, width: 44 },
  {
    key: 'region',
    vi: 'Vùng máy chủ',
    en: 'Region',
    others: ['Vùng'],
    required: false,
    text: false,
    width: 18,
  },
]

export const peopleHeadings: readonly TableColumn<PeopleColumn>[] = [
  { key: 'login', vi: 'Tên đăng nhập', en: 'User name', others: ['Tài khoản'], required: true, text: false, width: 24 },
  { key: 'name', vi: 'Họ và tên', en: 'Name', others: ['Họ tên', 'Tên'], required: true, text: true, width: 30 },
  { key: 'unit_code', vi: 'Mã đơn vị', en: 'Unit code', others: ['Đơn vị'], required: true, text: false, width: 26 },
  { key: 'roles', vi: 'Vai trò', en: 'Roles', required: true, text: false, width: 30 },
  { key: 'position', vi: 'Chức vụ', en: 'Position', others: ['Chức danh'], required: false, text: true, width: 30 },
  { key: 'email', vi: 'Thư điện tử', en: 'E-mail', others: ['Email'], required: false, text: false, width: 30 },
  {
    key: 'phone',
    vi: 'Điện thoại',
    en: 'Telephone',
    others: ['Số điện thoại', 'Phone'],
    required: false,
    text: false,
    width: 18,
  },
]

/** Headings of the file with first passwords, for those who hand them over. */
export const firstPasswordHeadings: readonly {
  readonly key: keyof FirstPassword
  readonly vi: string
  readonly width: number
}[] = [
  { key: 'login', vi: 'Tên đăng nhập', width: 24 },
  { key: 'name', vi: 'Họ và tên', width: 30 },
  { key: 'unitName', vi: 'Đơn vị', width: 36 },
  { key: 'password', vi: 'Mật khẩu lần đầu', width: 24 },
]

export const roleWords: Readonly<Record<Role, Words>> = {
  itAdmin: { vi: 'Quản trị viên', en: 'Administrator', others: ['Quản trị'] },
  chair: { vi: 'Chủ tọa', en: 'Chair' },
  secretary: { vi: 'Thư ký', en: 'Secretary' },
  official: { vi: 'Cán bộ', en: 'Official' },
  technician: { vi: 'Kỹ thuật', en: 'Technician', others: ['Kỹ thuật viên', 'Kĩ thuật'] },
}

export const kindWords: Readonly<Record<(typeof knownUnitKinds)[number], Words>> = {
  city: { vi: 'Thành phố', en: 'City' },
  province: { vi: 'Tỉnh', en: 'Province' },
  urban_district: { vi: 'Quận', en: 'Urban district' },
  rural_district: { vi: 'Huyện', en: 'Rural district' },
  town: { vi: 'Thị xã', en: 'Town' },
  ward: { vi: 'Phường', en: 'Ward' },
  commune: { vi: 'Xã', en: 'Commune' },
  township: { vi: 'Thị trấn', en: 'Township' },
  special_zone: { vi: 'Đặc khu', en: 'Special zone' },
  office: { vi: 'Cơ quan', en: 'Office' },
}

/** Finds the key of what somebody wrote: the key itself, or a word of either language, whatever its accents and capitals; null for neither. */
export function keyOfWord<K extends string>(words: Readonly<Record<K, Words>>, written: string): K | null {
  const folded = foldText(written)
  for (const [key, { vi, en, others = [] }] of Object.entries<Words>(words)) {
    if ([key, vi, en, ...others].some((word) => foldText(word) === folded)) return key as K
  }
  return null
}
