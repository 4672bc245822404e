import type { Vote } from '@diem-cau/signaling-contract'
import type { TFunction } from 'i18next'

/** Puts the rule of a vote into a sentence that can be read out. */
export function ruleText(
  t: TFunction<'votes'>,
  { rule, electorate, options, decides }: Pick<Vote, 'rule' | 'electorate' | 'options' | 'decides'>,
): string {
  const option = options.find(({ optionId }) => optionId === decides)?.label
  if (option === undefined) return t('rule.none')
  const base = baseText(t, { rule, electorate })
  const { majority } = rule
  const share = majority.kind === 'custom' ? `${majority.share.numerator}/${majority.share.denominator}` : ''
  return t(`rule.${majority.kind}`, { base, option, share })
}

/** Names the base of which the majority is taken. */
export const baseText = (t: TFunction<'votes'>, { rule, electorate }: Pick<Vote, 'rule' | 'electorate'>): string =>
  t(`base.${electorate}${rule.of === 'present' ? 'Present' : 'Invited'}`)
