import { shortUnitName } from '../../../live/meeting/participantOrder.ts'

/** Makes up to three letters that stand for a unit without a picture: "CVL" for Phường Châu Văn Liêm. */
export function initials(unitName: string): string {
  const proper = shortUnitName(unitName).replace(/^(P|X|TT|Q|H|TX|TP|UBND)\.? /, '')
  return proper
    .split(/\s+/)
    .slice(0, 3)
    .map((word) => (/^./u.exec(word)?.[0] ?? '').toLocaleUpperCase('vi'))
    .join('')
}
