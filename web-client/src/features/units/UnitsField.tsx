import type { UnitCode } from '@diem-cau/signaling-contract'
import type { Group, UnitRule } from '@diem-cau/signaling-contract/office'
import { Button, Pill } from '@mantine/core'
import { IconBuildingCommunity } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showToast } from '../../ui/toasts.ts'
import { unitQueries } from '../../api/office/unitsApi.ts'
import { useLoad } from '../../api/loading/useLoad.ts'
import { useUnitIndex } from '../../api/stores/useUnitIndex.ts'
import { UnitPicker } from './UnitPicker.tsx'
import { countInvited } from './unitSelection.ts'
import classes from './UnitsField.module.css'
import { useRuleText } from './useRuleText.ts'

interface Props {
  readonly rules: readonly UnitRule[]
  readonly onChange: (rules: readonly UnitRule[]) => void
  readonly hostUnitCode: UnitCode | null
  readonly error?: string | undefined
}

/** Up to this many rules are shown; the rest is counted. */
const SHOWN = 12

/** Shows the invited units as rules, and opens the tree in which they are chosen. */
export function UnitsField({ rules, onChange, hostUnitCode, error }: Props) {
  const { t } = useTranslation('schedule')
  const { index } = useUnitIndex()
  const [open, setOpen] = useState(false)
  const { data, set } = useLoad(unitQueries.groups)
  const groups = useMemo(
    () => new Map<string, Group>((data?.groups ?? []).map((group) => [group.groupId, group])),
    [data],
  )
  const ruleText = useRuleText(index, groups)
  const count = useMemo(
    () => (index ? countInvited(index, index.resolve(rules, groups), hostUnitCode) : null),
    [index, rules, groups, hostUnitCode],
  )
  const clear = () => {
    onChange([])
    showToast(t('units.cleared'), { undo: () => onChange(rules) })
  }
  return (
    <div className={classes['root']}>
      <div className={classes['head']}>
        <Button
          variant="default"
          leftSection={<IconBuildingCommunity size="1.2em" aria-hidden />}
          onClick={() => setOpen(true)}
          data-testid="pick-units"
        >
          {t('units.pick')}
        </Button>
        <span aria-live="polite" className={classes['count']} data-testid="unit-count">
          {rules.length === 0 ? t('units.none') : count === null ? '' : t('units.count', { count })}
        </span>
        {rules.length > 0 && (
          <Button variant="subtle" color="gray" onClick={clear}>
            {t('units.clear')}
          </Button>
        )}
      </div>
      {error && (
        <p className={classes['error']} role="alert">
          {error}
        </p>
      )}
      {rules.length > 0 && (
        <Pill.Group>
          {rules.slice(0, SHOWN).map((rule) => (
            <Pill
              key={JSON.stringify(rule)}
              size="md"
              withRemoveButton
              onRemove={() => onChange(rules.filter((other) => other !== rule))}
              removeButtonProps={{
                'aria-label': t('units.removeRule', { name: ruleText(rule) }),
                'aria-hidden': false,
                tabIndex: 0,
              }}
              className={classes['pill'] ?? ''}
              data-kind={rule.type}
            >
              {ruleText(rule)}
            </Pill>
          ))}
          {rules.length > SHOWN && (
            <span className={classes['more']}>{t('units.moreRules', { count: rules.length - SHOWN })}</span>
          )}
        </Pill.Group>
      )}
      <UnitPicker
        opened={open}
        onClose={() => setOpen(false)}
        rules={rules}
        onChange={onChange}
        groups={groups}
        hostUnitCode={hostUnitCode}
        onGroup={(group) => set({ groups: [...(data?.groups ?? []), group] })}
        onClear={clear}
      />
    </div>
  )
}
