import { AlertRole, AlertWay, FindingCode, ResourceKind, type AlertRule } from '@diem-cau/signaling-contract/operations'
import { Checkbox, MultiSelect, NumberInput, SegmentedControl, Switch, Text, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { alertsApi } from '../../../api/office/alertsApi.ts'
import { ActDialog } from '../../../ui/ActDialog.tsx'
import { UnitSelect } from '../../units/UnitSelect.tsx'
import classes from './alerts.module.css'
import { emptyRule, formOf, readRule, type RuleForm, type RuleProblem } from './ruleForm.ts'
import { useRuleName } from './useAlertText.ts'

interface Props {
  /** Null: a new one. */
  readonly rule: AlertRule | null
  readonly onClose: () => void
  readonly onDone: (rule: AlertRule) => void
}

const none: ReadonlySet<RuleProblem> = new Set()

/** Which findings, for how long, whom to tell and how, and what if nobody answers. */
export function RuleDialog({ rule, onClose, onDone }: Props) {
  const { t } = useTranslation('alerts')
  const ruleName = useRuleName()
  const shown = rule ? ruleName(rule) : ''
  const [form, setForm] = useState<RuleForm>(() => (rule ? formOf(rule, shown) : emptyRule))
  const [problems, setProblems] = useState(none)
  const set = (change: Partial<RuleForm>) => setForm((before) => ({ ...before, ...change }))
  const problem = (name: RuleProblem) => (problems.has(name) ? t(`problem.${name}`) : undefined)
  async function save() {
    const read = readRule(form, rule && { shown, stored: rule.name })
    if ('problems' in read) {
      setProblems(read.problems)
      return false
    }
    onDone(
      await (rule
        ? alertsApi.editRule(rule.ruleId, { ...read.rule, version: rule.version })
        : alertsApi.addRule(read.rule)),
    )
    return true
  }
  return (
    <ActDialog
      title={rule ? t('rules.editTitle', { name: shown }) : t('rules.add')}
      size="42rem"
      onClose={onClose}
      cancel={t('common.cancel', { ns: 'translation' })}
      act={t('rules.save')}
      onAct={save}
      actTestId="rule-save"
    >
      <div className={classes['form']} data-testid="rule-form">
        <TextInput
          label={t('rules.name')}
          value={form.name}
          maxLength={120}
          error={problem('name')}
          onChange={({ currentTarget }) => set({ name: currentTarget.value })}
          data-autofocus
          data-testid="rule-name"
        />
        <Choices
          label={t('rules.kinds')}
          options={ResourceKind.options}
          value={form.kinds}
          onChange={(kinds) => set({ kinds })}
          text={(kind) => t(`kinds.${kind}`)}
          error={problem('kinds')}
        />
        <MultiSelect
          label={t('rules.codes')}
          description={t('rules.codesHint')}
          value={[...form.codes]}
          onChange={(codes) => set({ codes: codes.flatMap((code) => FindingCode.safeParse(code).data ?? []) })}
          data={FindingCode.options.map((value) => ({
            value,
            label: t(`findings.${value}.title`, { ns: 'operations' }),
          }))}
          placeholder={form.codes.length === 0 ? t('rules.anyCode') : ''}
          searchable
          clearable
          data-testid="rule-codes"
        />
        <div className={classes['row']}>
          <div>
            <Text size="sm" fw={500}>
              {t('rules.health')}
            </Text>
            <SegmentedControl
              value={form.health}
              onChange={(health) => set({ health: health === 'weak' ? 'weak' : 'bad' })}
              data={[
                { value: 'bad', label: t('rules.onlyBad') },
                { value: 'weak', label: t('rules.alsoWeak') },
              ]}
              aria-label={t('rules.health')}
            />
          </div>
          <NumberInput
            label={t('rules.lasts')}
            suffix={` ${t('rules.seconds')}`}
            value={form.lasts}
            min={0}
            max={86_400}
            allowDecimal={false}
            error={problem('lasts')}
            onChange={(lasts) => set({ lasts: typeof lasts === 'number' ? lasts : '' })}
            data-testid="rule-lasts"
          />
        </div>
        <UnitSelect
          label={t('rules.unit')}
          value={form.unitCode}
          onChange={(unitCode) => set({ unitCode })}
          placeholder={t('rules.anyUnit')}
          nothing={t('rules.noUnit')}
          clearLabel={t('rules.clear')}
        />
        <Choices
          label={t('rules.roles')}
          options={AlertRole.options}
          value={form.roles}
          onChange={(roles) => set({ roles })}
          text={(role) => t(`roles.${role}`)}
          error={problem('roles')}
        />
        <Switch
          label={t('rules.nearestFirst')}
          description={t('rules.nearestFirstHint')}
          checked={form.nearestFirst}
          onChange={({ currentTarget }) => set({ nearestFirst: currentTarget.checked })}
          data-testid="rule-nearest"
        />
        <Choices
          label={t('rules.ways')}
          options={AlertWay.options}
          value={form.ways}
          onChange={(ways) => set({ ways })}
          text={(way) => t(`ways.${way}`)}
          error={problem('ways')}
        />
        <Switch
          label={t('rules.escalates')}
          checked={form.escalates}
          onChange={({ currentTarget }) => set({ escalates: currentTarget.checked })}
        />
        {form.escalates && (
          <div className={classes['row']}>
            <NumberInput
              label={t('rules.escalateAfter')}
              suffix={` ${t('rules.minutes')}`}
              value={form.escalateAfter}
              min={1}
              max={10_080}
              allowDecimal={false}
              error={problem('escalateAfter')}
              onChange={(after) => set({ escalateAfter: typeof after === 'number' ? after : '' })}
            />
            <Choices
              label={t('rules.escalateTo')}
              options={AlertRole.options}
              value={form.escalateTo}
              onChange={(escalateTo) => set({ escalateTo })}
              text={(role) => t(`roles.${role}`)}
              error={problem('escalateTo')}
            />
          </div>
        )}
        <Switch
          label={t('rules.quiet')}
          description={t('rules.quietHint')}
          checked={form.isQuiet}
          onChange={({ currentTarget }) => set({ isQuiet: currentTarget.checked })}
        />
        {form.isQuiet && (
          <div className={classes['row']}>
            <TextInput
              label={t('rules.quietFrom')}
              value={form.quietFrom}
              maxLength={5}
              error={problem('quiet')}
              onChange={({ currentTarget }) => set({ quietFrom: currentTarget.value })}
            />
            <TextInput
              label={t('rules.quietTo')}
              value={form.quietTo}
              maxLength={5}
              onChange={({ currentTarget }) => set({ quietTo: currentTarget.value })}
            />
          </div>
        )}
      </div>
    </ActDialog>
  )
}

interface ChoicesProps<T extends string> {
  readonly label: string
  readonly options: readonly T[]
  readonly value: readonly T[]
  readonly onChange: (value: T[]) => void
  readonly text: (value: T) => ReactNode
  readonly error: string | undefined
}

function Choices<T extends string>({ label, options, value, onChange, text, error }: ChoicesProps<T>) {
  return (
    <Checkbox.Group
      label={label}
      value={[...value]}
      error={error}
      onChange={(chosen) => onChange(options.filter((option) => chosen.includes(option)))}
    >
      <div className={classes['choices']}>
        {options.map((option) => (
          <Checkbox key={option} value={option} label={text(option)} />
        ))}
      </div>
    </Checkbox.Group>
  )
}
