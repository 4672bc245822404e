import { AlertRuleInput, TimeOfDay, type AlertRule } from '@diem-cau/signaling-contract/operations'

/** A rule as its form has it: numbers may be empty, quiet hours are kept while they are switched off. */
export interface RuleForm extends Omit<AlertRuleInput, 'lasts' | 'escalateAfter' | 'quiet'> {
  readonly lasts: number | ''
  readonly escalates: boolean
  readonly escalateAfter: number | ''
  readonly isQuiet: boolean
  readonly quietFrom: string
  readonly quietTo: string
}

export const emptyRule: RuleForm = {
  name: '',
  enabled: true,
  kinds: ['endpoint'],
  codes: [],
  health: 'bad',
  lasts: 60,
  unitCode: null,
  roles: ['technician'],
  nearestFirst: false,
  ways: ['inbox'],
  escalates: false,
  escalateAfter: 15,
  escalateTo: ['itAdmin'],
  isQuiet: false,
  quietFrom: '22:00',
  quietTo: '06:00',
}

/** @param name as the page says it: a default rule has none of its own */
export const formOf = (rule: AlertRule, name: string): RuleForm => ({
  ...rule,
  name,
  escalates: rule.escalateAfter !== null,
  escalateAfter: rule.escalateAfter ?? 15,
  escalateTo: rule.escalateTo.length > 0 ? rule.escalateTo : ['itAdmin'],
  isQuiet: rule.quiet !== null,
  quietFrom: rule.quiet?.from ?? emptyRule.quietFrom,
  quietTo: rule.quiet?.to ?? emptyRule.quietTo,
})

/** Fields that are wrong, by name. */
export type RuleProblem = 'name' | 'kinds' | 'lasts' | 'roles' | 'ways' | 'escalateAfter' | 'escalateTo' | 'quiet'

/** What the server is told; or what is missing. @param keptName the default rule's name, which is sent as it was while nobody changed the words */
export function readRule(
  form: RuleForm,
  keptName: { readonly shown: string; readonly stored: string } | null,
): { readonly rule: AlertRuleInput } | { readonly problems: ReadonlySet<RuleProblem> } {
  const problems = new Set<RuleProblem>()
  if (form.name.trim() === '') problems.add('name')
  if (form.kinds.length === 0) problems.add('kinds')
  if (form.lasts === '') problems.add('lasts')
  if (form.roles.length === 0) problems.add('roles')
  if (form.ways.length === 0) problems.add('ways')
  if (form.escalates && form.escalateAfter === '') problems.add('escalateAfter')
  if (form.escalates && form.escalateTo.length === 0) problems.add('escalateTo')
  if (form.isQuiet && !(TimeOfDay.safeParse(form.quietFrom).success && TimeOfDay.safeParse(form.quietTo).success))
    problems.add('quiet')
  if (problems.size > 0) return { problems }
  const { lasts, escalates, escalateAfter, isQuiet, quietFrom, quietTo, escalateTo, ...same } = form
  return {
    rule: AlertRuleInput.parse({
      ...same,
      name: form.name === keptName?.shown ? keptName.stored : form.name,
      lasts,
      escalateAfter: escalates ? escalateAfter : null,
      escalateTo: escalates ? escalateTo : [],
      quiet: isQuiet ? { from: quietFrom, to: quietTo } : null,
    }),
  }
}
