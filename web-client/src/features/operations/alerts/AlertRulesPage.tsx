import type { AlertRule } from '@diem-cau/signaling-contract/operations'
import { Button, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { alertQueries, alertsApi } from '../../../api/office/alertsApi.ts'
import { useLoad } from '../../../api/loading/useLoad.ts'
import { useUnitIndex } from '../../../api/stores/useUnitIndex.ts'
import { ActDialog } from '../../../ui/ActDialog.tsx'
import { LoadFailed } from '../../../ui/LoadFailed.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { showToast } from '../../../ui/toasts.ts'
import { OperationsFrame } from '../frame/OperationsFrame.tsx'
import classes from './alerts.module.css'
import { RuleDialog } from './RuleDialog.tsx'
import { useRuleName } from './useAlertText.ts'

type Doing = { readonly kind: 'add' } | { readonly kind: 'edit' | 'remove'; readonly rule: AlertRule }

/** The rules by which people are told, each as a sentence. */
export function AlertRulesPage() {
  const { t } = useTranslation('alerts')
  const { data, failure, refresh, set } = useLoad(alertQueries.rules)
  const [doing, setDoing] = useState<Doing | null>(null)
  const close = () => setDoing(null)
  const mayManage = data?.mayManage ?? false
  return (
    <OperationsFrame
      title={t('rules.title')}
      testId="alert-rules"
      back={{ to: '/operations/alerts', text: t('title') }}
      tools={
        mayManage && (
          <Button
            leftSection={<IconPlus size="1.15em" aria-hidden />}
            onClick={() => setDoing({ kind: 'add' })}
            data-testid="rule-add"
          >
            {t('rules.add')}
          </Button>
        )
      }
    >
      <Text c="dimmed">{t(mayManage ? 'rules.intro' : 'rules.introReading')}</Text>
      {failure !== null && <LoadFailed title={t('rules.failed')} failure={failure} onRetry={refresh} />}
      {data === null && failure === null && <Skeletons heights={[5, 5, 5, 5]} />}
      {data && (
        <ul className={classes['list']}>
          {data.rules.map((rule) => (
            <RuleCard key={rule.ruleId} rule={rule} onDo={mayManage ? setDoing : null} />
          ))}
        </ul>
      )}
      {doing && doing.kind !== 'remove' && (
        <RuleDialog
          rule={doing.kind === 'edit' ? doing.rule : null}
          onClose={close}
          onDone={() => {
            showToast(t('rules.saved'))
            refresh()
            close()
          }}
        />
      )}
      {doing?.kind === 'remove' && (
        <RemoveDialog
          rule={doing.rule}
          onClose={close}
          onRemove={async () => {
            set(await alertsApi.removeRule(doing.rule.ruleId))
            close()
          }}
        />
      )}
    </OperationsFrame>
  )
}

function RuleCard({ rule, onDo }: { readonly rule: AlertRule; readonly onDo: ((doing: Doing) => void) | null }) {
  const { t } = useTranslation('alerts')
  const name = useRuleName()(rule)
  const { index } = useUnitIndex()
  const { enabled, isDefault, version, codes, kinds, health, lasts, roles, ways, escalateAfter, escalateTo, quiet } =
    rule
  const listed = (words: readonly string[]) => words.join(', ')
  const unit = rule.unitCode === null ? null : (index?.nameOf(rule.unitCode) ?? rule.unitCode)
  const lines = [
    t('rule.what', {
      what:
        codes.length === 0
          ? t('rules.anyCode')
          : listed(codes.map((code) => t(`findings.${code}.title`, { ns: 'operations' }))),
      where: listed(kinds.map((kind) => t(`kinds.${kind}`))),
    }),
    t(health === 'bad' ? 'rule.bad' : 'rule.weak', { length: lengthText(lasts) }),
    t('rule.told', {
      roles: listed(roles.map((role) => t(`roles.${role}`))),
      ways: listed(ways.map((way) => t(`ways.${way}`))),
    }),
    ...(unit === null ? [] : [t('rule.unit', { unit })]),
    ...(escalateAfter === null
      ? []
      : [t('rule.escalates', { minutes: escalateAfter, roles: listed(escalateTo.map((role) => t(`roles.${role}`))) })]),
    ...(quiet === null ? [] : [t('rule.quiet', quiet)]),
  ]
  function lengthText(seconds: number): string {
    return seconds >= 120 && seconds % 60 === 0
      ? t('rule.minutes', { count: seconds / 60 })
      : t('rule.seconds', { count: seconds })
  }
  return (
    <li className={classes['card']} data-testid="alert-rule">
      <div className={`${classes['what'] ?? ''} ${enabled ? '' : (classes['off'] ?? '')}`}>
        <strong>{name}</strong>
        {lines.map((line) => (
          <span key={line} className={classes['dim']}>
            {line}
          </span>
        ))}
      </div>
      <div className={classes['end']}>
        <StateBadge tone={enabled ? 'good' : 'plain'}>{t(enabled ? 'rules.on' : 'rules.off')}</StateBadge>
        {onDo && (
          <>
            <Button
              variant="default"
              onClick={() => onDo({ kind: 'edit', rule })}
              aria-label={t('rules.editTitle', { name })}
              data-testid="rule-edit"
            >
              {t('rules.edit')}
            </Button>
            {(!isDefault || version > 0) && (
              <Button variant="subtle" onClick={() => onDo({ kind: 'remove', rule })} data-testid="rule-remove">
                {t(isDefault ? 'rules.reset' : 'rules.remove')}
              </Button>
            )}
          </>
        )}
      </div>
    </li>
  )
}

interface RemoveProps {
  readonly rule: AlertRule
  readonly onClose: () => void
  readonly onRemove: () => Promise<void>
}

function RemoveDialog({ rule, onClose, onRemove }: RemoveProps) {
  const { t } = useTranslation('alerts')
  const name = useRuleName()(rule)
  const { isDefault } = rule
  return (
    <ActDialog
      title={t(isDefault ? 'rules.resetTitle' : 'rules.removeTitle', { name })}
      onClose={onClose}
      cancel={t('common.cancel', { ns: 'translation' })}
      act={t(isDefault ? 'rules.reset' : 'rules.remove')}
      danger={!isDefault}
      onAct={onRemove}
      actTestId="rule-remove-confirm"
    >
      <Text>{t(isDefault ? 'rules.resetText' : 'rules.removeText')}</Text>
    </ActDialog>
  )
}
