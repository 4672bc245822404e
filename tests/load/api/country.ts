import { UnitCode } from '@diem-cau/signaling-contract'

/** A unit as the CSV file has it. */
export type UnitRow = {
  readonly code: UnitCode
  readonly parentCode: UnitCode | null
  readonly kind: string
  readonly name: string
}

const UNITS = 10_000
const PROVINCES = 63
const DISTRICTS = 700

const FIRST = [
  'Tân',
  'An',
  'Phú',
  'Long',
  'Thới',
  'Vĩnh',
  'Đông',
  'Bình',
  'Hòa',
  'Mỹ',
  'Trường',
  'Xuân',
  'Thạnh',
  'Phước',
  'Nhơn',
  'Định',
  'Châu',
  'Ô',
  'Cái',
  'Đức',
]
const SECOND = [
  'Khánh',
  'Lộc',
  'Hưng',
  'Thành',
  'Môn',
  'Thuận',
  'Phong',
  'Điền',
  'Hải',
  'Sơn',
  'Trạch',
  'Quới',
  'Nghĩa',
  'Lập',
  'Đa',
  'Bằng',
  'Yên',
  'Ngãi',
  'Tiến',
  'Hậu',
]
const SURNAMES = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Huỳnh',
  'Phan',
  'Vũ',
  'Võ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Hồ',
  'Ngô',
  'Dương',
  'Lý',
]
const MIDDLE = ['Văn', 'Thị', 'Hữu', 'Đức', 'Ngọc', 'Minh', 'Thanh', 'Quốc', 'Kim', 'Xuân']
const GIVEN = [
  'An',
  'Bình',
  'Châu',
  'Dũng',
  'Đạt',
  'Giang',
  'Hà',
  'Hiếu',
  'Hương',
  'Khánh',
  'Lan',
  'Long',
  'Mai',
  'Nam',
  'Nga',
  'Phúc',
  'Quân',
  'Sơn',
  'Thảo',
  'Trang',
  'Tuấn',
  'Uyên',
  'Vinh',
  'Yến',
]

const pick = (words: readonly string[], n: number): string => words[n % words.length] ?? ''

export const placeName = (n: number): string =>
  `${pick(FIRST, n)} ${pick(SECOND, Math.floor(n / FIRST.length) + n)} ${Math.floor(n / 400) || ''}`.trim()
export const personName = (n: number): string =>
  `${pick(SURNAMES, n)} ${pick(MIDDLE, n * 7 + 3)} ${pick(GIVEN, n * 13 + 5)}`

/** Ten thousand units in four levels, parents before their children. @param prefix of their codes */
export function countryUnits(prefix = 'vn'): UnitRow[] {
  const code = (name: string) => UnitCode.parse(`${prefix}${name}`)
  const units: UnitRow[] = [{ code: code(''), parentCode: null, kind: 'office', name: 'Văn phòng Trung ương' }]
  for (let n = 0; n < PROVINCES; n += 1)
    units.push({
      code: code(`.t${n}`),
      parentCode: code(''),
      kind: n < 6 ? 'city' : 'province',
      name: `${n < 6 ? 'Thành phố' : 'Tỉnh'} ${placeName(n * 3)}`,
    })
  for (let n = 0; n < DISTRICTS; n += 1) {
    units.push({
      code: code(`.h${n}`),
      parentCode: code(`.t${n % PROVINCES}`),
      kind: n % 3 === 0 ? 'urban_district' : 'rural_district',
      name: `${n % 3 === 0 ? 'Quận' : 'Huyện'} ${placeName(n * 5)}`,
    })
  }
  for (let n = 0; units.length < UNITS; n += 1) {
    units.push({
      code: code(`.x${n}`),
      parentCode: code(`.h${n % DISTRICTS}`),
      kind: n % 3 === 0 ? 'ward' : 'commune',
      name: `${n % 3 === 0 ? 'Phường' : 'Xã'} ${placeName(n)}`,
    })
  }
  return units
}

export function unitsCsv(units: readonly UnitRow[]): string {
  return [
    'code,parent_code,kind,name',
    ...units.map(({ code, parentCode, kind, name }) => `${code},${parentCode ?? ''},${kind},${name}`),
  ].join('\r\n')
}
