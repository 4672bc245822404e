import { officialName } from './officialName.ts'

/** Rules of Decree 30/2020/NĐ-CP, appendix I, part I, section II, for what stands around the text of a paper. */

type Named = { readonly name: string; readonly kind: string }

/** The office that a body stands under, for the line above its own name. A People's Committee stands under nobody. */
export function superiorName(unit: Named, parent: Named | null): string {
  if (officialName(unit).length > 1 || parent === null) return ''
  const [first = '', second] = officialName(parent)
  // Point 2a: common words of the office above are abbreviated.
  return second === undefined ? first : `UBND ${second}`
}

/** "GM-UBND" (point 3b). What other bodies are called for short their head decides: left to the clerk. */
export function symbolOf(type: 'GM' | 'BB', unit: Named): string {
  return officialName(unit).length > 1 || /^(ubnd|[uủ][yỷ] ban nhân dân)(?=\s|$)/i.test(unit.name)
    ? `${type}-UBND`
    : type === 'GM'
      ? 'GM-……'
      : type
}

/**
 * Names the place where a paper is issued, as it stands before the date (point 4a): "Ô Môn"; "Quận 1" and "Phường Châu Văn Liêm" keep their
 * kind, as names of people, numbers and events do. Names of people are guessed: by three words and by surnames. The
 * kind too many is no mistake, as it is part of the name.
 * @param parent tells it of a body that is no territory itself
 * @returns '' when neither is one
 */
export function placeOfIssue(unit: Named, parent: Named | null): string {
  const place = [unit, parent].find((one) => one !== null && officialName(one).length > 1)
  if (!place) return ''
  const [, own] = /^(?:Thành phố|Tỉnh|Quận|Huyện|Thị xã|Thị trấn|Phường|Xã|Đặc khu)\s+(.+)$/.exec(place.name) ?? []
  // The decree's own example has the city whole.
  if (own === undefined || own === 'Hồ Chí Minh') return place.name
  const words = own.split(/\s+/)
  return words.length > 2 || /\d/.test(own) || surnames.has(words[0] ?? '') || events.has(own) ? place.name : own
}

const surnames = new Set(
  'Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trương Lương Mạc Tô Quang'.split(' '),
)
const events = new Set(['Cách Mạng', 'Thống Nhất', 'Giải Phóng', 'Độc Lập'])

/**
 * Words for the authority and the position of the signer (point 7b): "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH".
 * A position names its office only in speech: it stands in the letterhead already.
 */
export function signerLines(unit: Named, position: string): string[] {
  const own = position.replace(/\s+(UBND|[UỦ][yỷ] ban nhân dân)(\s.*)?$/iu, '').trim()
  if (own === '') return ['CHỦ TRÌ CUỘC HỌP']
  const [, head] = /^Phó\s+(.+)$/iu.exec(own) ?? []
  const leads = /^(Phó\s+)?Chủ tịch$/iu.test(own)
  return [
    ...(leads && officialName(unit).length > 1 ? ['TM. Ủy ban nhân dân'] : []),
    ...(head === undefined ? [] : [`KT. ${head}`]),
    own,
  ].map((line) => line.toLocaleUpperCase('vi'))
}
