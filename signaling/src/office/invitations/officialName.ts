import { smallKinds } from '@diem-cau/signaling-contract/documents'

/** Kinds of units that are governed by a People's Committee; others (offices, agencies) have a name of their own. */
const territorial = new Set([
  'city',
  'province',
  'urban_district',
  'rural_district',
  'town',
  'ward',
  'commune',
  'township',
  'special_zone',
])

/** Names that say already which body it is. */
const namesABody =
  /^(ubnd|ủy ban|uỷ ban|hđnd|hội đồng|văn phòng|sở|ban|phòng|trung tâm|chi cục|cục|công an|huyện ủy|quận ủy|thành ủy|tỉnh ủy|đảng ủy)(?=\s|$)/i

/**
 * The office of a unit as a letterhead names it: "Quận Ô Môn" -> "Ủy ban nhân dân", "Quận Ô Môn".
 * @returns one line, or two
 */
export function officialName({ name, kind }: { readonly name: string; readonly kind: string }): string[] {
  return territorial.has(kind) && !namesABody.test(name) ? ['Ủy ban nhân dân', name] : [name]
}

/** The same within a sentence: "Ủy ban nhân dân quận Ô Môn", but "Ủy ban nhân dân Quận 1" (Decree 30/2020, appendix II). */
export function officialNameInline(unit: { readonly name: string; readonly kind: string }): string {
  const [first = '', second] = officialName(unit)
  if (second === undefined) return first
  return `${first} ${smallKinds(second)}`
}
