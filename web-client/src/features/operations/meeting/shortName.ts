/** What offices write for the kind of a unit where there is little room. */
const KINDS = [
  ['Thị trấn ', 'TT. '],
  ['Thành phố ', 'TP. '],
  ['Phường ', 'P. '],
  ['Huyện ', 'H. '],
  ['Quận ', 'Q. '],
  ['Xã ', 'X. '],
] as const

/** Writes the name of a unit as a sign has it: "P. Châu Văn Liêm". Other names stay as they are. */
export function shortName(name: string): string {
  const kind = KINDS.find(([whole]) => name.startsWith(whole))
  return kind ? kind[1] + name.slice(kind[0].length) : name
}
