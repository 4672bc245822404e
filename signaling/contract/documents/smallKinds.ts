/** Words for what a unit is, as its name begins with them. */
const KINDS = 'Thành phố|Tỉnh|Quận|Huyện|Thị xã|Thị trấn|Phường|Xã|Đặc khu'
const NAMED = new RegExp(String.raw`(^|\s|\()(${KINDS}) ((?:\p{Lu}\p{L}*|\d+)(?: (?:\p{Lu}\p{L}*|\d+))*)`, 'gu')

/**
 * Writes thành phố, quận, phường, xã… small before a name, as Decree 30/2020/NĐ-CP, appendix II, point III.1 does within a
 * sentence: "quận Ô Môn". Names made of numbers, people and events keep their kind large (III.1b: "Quận 1", "Phường Châu Văn
 * Liêm"), and so does Thành phố Hồ Chí Minh (III.1c). Names of people are recognised by surname and three words.
 * @param where `inside`: also at the beginning of `text`, which is put into a sentence; `sentence`: `text` begins one
 */
export function smallKinds(text: string, where: 'inside' | 'sentence' = 'inside'): string {
  return text.replaceAll(NAMED, (whole: string, before: string, kind: string, name: string, at: number) =>
    (where === 'sentence' && at === 0 && before === '') || keepsItsKind(name)
      ? whole
      : `${before}${kind.toLocaleLowerCase('vi')} ${name}`,
  )
}

/** True when the name is a number, or that of a person or an event. */
function keepsItsKind(name: string): boolean {
  const words = name.split(' ')
  const isPerson = words.length >= 3 && surnames.has(words[0] ?? '') && (words.at(-1) ?? '').length > 1
  return /^\d/.test(name) || isPerson || known.has(name)
}

const surnames = new Set(
  'Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trương Lương Mạc Tô Châu'.split(' '),
)
const known = new Set([
  'Hồ Chí Minh',
  'Lê Bình',
  'Lê Lợi',
  'Lê Lai',
  'Lê Chân',
  'Quang Trung',
  'Điện Biên Phủ',
  'Cách Mạng',
  'Thống Nhất',
  'Giải Phóng',
  'Độc Lập',
])
