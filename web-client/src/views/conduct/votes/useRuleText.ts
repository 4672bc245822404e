import type { Vote } from '@diem-cau/signaling-contract'
import { useTranslation } from 'react-i18next'

type Rule = Pick<Vote, 'rule' | 'electorate' | 'options' | 'decides'>

/** The rule of a vote in a sentence that can be read out. */
export function useRuleText(): (vote: Rule) => string {
  const { t } = useTranslation('votes')
  return ({ rule, electorate, options, decides }) => {
    const option = options.find(({ optionId }) => optionId === decides)?.label
    if (option === undefined) return t('rule.none')
    const base = t(`base.${electorate}${rule.of === 'present' ? 'Present' : 'Invited'}`)
    const { majority } = rule
    const share = majority.kind === 'custom' ? `${majority.share.numerator}/${majority.share.denominator}` : ''
    return t(`rule.${majority.kind}`, { base, option, share })
  }
}
