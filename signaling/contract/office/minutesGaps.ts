import type { MinutesContent } from './minutes.ts'

/** A field that is still empty in minutes. `item` counts from 1, as on the paper. */
export type MinutesGap =
  | { readonly kind: 'number' | 'secretary' | 'chair' | 'place' }
  | { readonly kind: 'conclusion'; readonly item: number; readonly title: string }
  /** Number of speeches on a point that have no text. */
  | { readonly kind: 'speeches'; readonly item: number; readonly title: string; readonly count: number }
  /** Letters that the PDF cannot show. */
  | { readonly kind: 'letters'; readonly letters: string }

/** Scripts that the fonts of the PDF have, and what is of no script: digits, signs, accents. */
const UNPRINTABLE =
  /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Khmer}\p{Script=Cham}\p{Script=Common}\p{Script=Inherited}]|\p{Extended_Pictographic}(?<=[\u{1f000}-\u{1ffff}])/gu
const MAX_LETTERS = 20

/** Lists the gaps to look at before minutes are approved, in the order of the paper: none must be filled in, and the clerk gives the number afterwards. */
export function minutesGaps(content: MinutesContent): MinutesGap[] {
  const { number, place, chair, secretary, items } = content
  const letters = [...new Set(JSON.stringify(content).match(UNPRINTABLE) ?? [])].slice(0, MAX_LETTERS).join('')
  return [
    ...(number === '' ? [{ kind: 'number' } as const] : []),
    ...(place === '' ? [{ kind: 'place' } as const] : []),
    ...(chair.name === '' ? [{ kind: 'chair' } as const] : []),
    ...(secretary.name === '' ? [{ kind: 'secretary' } as const] : []),
    ...items.flatMap(({ title, discussed, speeches, conclusion }, index): MinutesGap[] => {
      const count = speeches.filter(({ text }) => text === '').length
      return [
        ...(count === 0 ? [] : [{ kind: 'speeches' as const, item: index + 1, title, count }]),
        ...(discussed && conclusion === '' ? [{ kind: 'conclusion' as const, item: index + 1, title }] : []),
      ]
    }),
    ...(letters === '' ? [] : [{ kind: 'letters' as const, letters }]),
  ]
}
