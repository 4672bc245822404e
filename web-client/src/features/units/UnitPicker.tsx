import type { UnitCode } from '@diem-cau/signaling-contract'
import type { Group, UnitRule } from '@diem-cau/signaling-contract/office'
import { Button, Checkbox, Modal, TextInput } from '@mantine/core'
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnitIndex } from '../../api/stores/UnitIndex.ts'
import { showToast } from '../../ui/toasts.ts'
import { unitsApi } from '../../api/office/unitsApi.ts'
import { useUnitIndex } from '../../api/stores/useUnitIndex.ts'
import { useFailureText } from '../../ui/useFailureText.ts'
import { LoadFailed } from '../../ui/LoadFailed.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { addBranch, addUnit, countInvited, removeBranch, removeUnit, type Groups } from './unitSelection.ts'
import { UnitTree } from './UnitTree.tsx'
import classes from './UnitPicker.module.css'
import { useKindText } from './useRuleText.ts'

interface Props {
  readonly opened: boolean
  readonly onClose: () => void
  readonly rules: readonly UnitRule[]
  readonly onChange: (rules: readonly UnitRule[]) => void
  readonly groups: Groups
  readonly hostUnitCode: UnitCode | null
  readonly onGroup: (group: Group) => void
  readonly onClear: () => void
}

/**
 * Chooses whole branches, single units, kinds and saved groups. Every tick counts at once; the list behind shows the
 * rules.
 */
export function UnitPicker({ opened, onClose, ...props }: Props) {
  const { t } = useTranslation('schedule')
  const small = useMediaQuery('(max-width: 760px)', undefined, { getInitialValueInEffect: false })
  const { index, failure, refresh } = useUnitIndex()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('units.title')}
      size="62rem"
      fullScreen={small}
      closeButtonProps={{ 'aria-label': t('common.close', { ns: 'translation' }) }}
    >
      {failure !== null && !index && <LoadFailed title={t('units.failed')} failure={failure} onRetry={refresh} />}
      {!index && failure === null && <Skeletons heights={[24]} />}
      {index && <Chooser {...props} index={index} onClose={onClose} />}
    </Modal>
  )
}

type ChooserProps = Omit<Props, 'opened'> & { readonly index: UnitIndex }

function Chooser({ index, rules, onChange, groups, hostUnitCode, onGroup, onClear, onClose }: ChooserProps) {
  const { t } = useTranslation('schedule')
  const [query, setQuery] = useState('')
  const [asked] = useDebouncedValue(query.trim(), 120)
  const host = hostUnitCode ? index.placeOf(hostUnitCode) : -1
  const [opened, setOpened] = useState<ReadonlySet<number>>(() => pathTo(index, host))
  const chosen = useMemo(() => index.resolve(rules, groups), [index, rules, groups])
  const found = useMemo(() => (asked === '' ? null : index.search(asked)), [index, asked])
  const count = countInvited(index, chosen, hostUnitCode)
  const pickMatches = () =>
    onChange((found ?? []).reduce<readonly UnitRule[]>((rules, place) => addUnit(index, rules, place, groups), rules))
  return (
    <div className={classes['root']}>
      <div className={classes['left']}>
        <TextInput
          label={t('units.search')}
          description={t('calendar.searchHint')}
          leftSection={<IconSearch size="1.1em" aria-hidden />}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          data-autofocus
          maxLength={100}
          data-testid="unit-search"
        />
        <UnitTree
          index={index}
          chosen={chosen}
          found={found}
          opened={opened}
          own={host}
          onOpened={setOpened}
          onBranch={(place, on) =>
            onChange(on ? addBranch(index, rules, place, groups) : removeBranch(index, rules, place, groups))
          }
          onUnit={(place, on) =>
            onChange(on ? addUnit(index, rules, place, groups) : removeUnit(index, rules, place, groups))
          }
        />
        <p className={classes['hint']}>
          {found ? (
            <>
              {found.length === 0 ? t('units.noMatch') : t('units.matches', { count: found.length })}{' '}
              {found.length > 0 && found.length <= 500 && (
                <Button variant="subtle" size="compact-sm" onClick={pickMatches}>
                  {t('units.pickMatches')}
                </Button>
              )}
            </>
          ) : (
            t('units.keys')
          )}
        </p>
      </div>
      <div className={classes['right']}>
        <Kinds index={index} host={host} rules={rules} onChange={onChange} />
        <GroupList rules={rules} onChange={onChange} groups={groups} hostUnitCode={hostUnitCode} onGroup={onGroup} />
      </div>
      <div className={classes['foot']}>
        <strong aria-live="polite" data-testid="picker-count">
          {t('units.count', { count })}
        </strong>
        {rules.length > 0 && (
          <Button variant="subtle" color="gray" onClick={onClear}>
            {t('units.clear')}
          </Button>
        )}
        <Button ml="auto" onClick={onClose} data-testid="units-done">
          {t('units.done')}
        </Button>
      </div>
    </div>
  )
}

/** Opens the tree at the host unit; without one, at its top. */
function pathTo(index: UnitIndex, place: number): ReadonlySet<number> {
  const opened = new Set<number>(place < 0 ? index.tops().slice(0, 1) : [place])
  for (let above = place < 0 ? -1 : index.parentAt(place); above >= 0; above = index.parentAt(above)) opened.add(above)
  return opened
}

/** "All wards" of the host unit's branch, or of everything when it has nothing below it. */
function Kinds({
  index,
  host,
  rules,
  onChange,
}: Pick<ChooserProps, 'index' | 'rules' | 'onChange'> & { readonly host: number }) {
  const { t } = useTranslation('schedule')
  const kindText = useKindText()
  const tops = useMemo(() => (host >= 0 && index.hasBelow(host) ? [host] : index.tops()), [index, host])
  const counts = useMemo(() => {
    const counts = new Map<string, number>()
    for (const top of tops)
      for (let i = top + 1; i < index.endAt(top); i++)
        counts.set(index.kindAt(i), (counts.get(index.kindAt(i)) ?? 0) + 1)
    return [...counts].toSorted(([, a], [, b]) => b - a).slice(0, 8)
  }, [index, tops])
  if (counts.length === 0) return null
  const ruleFor = (top: number, kind: string) =>
    rules.find(
      (rule) =>
        rule.type === 'branch' && rule.code === index.codes[top] && rule.kinds?.length === 1 && rule.kinds[0] === kind,
    )
  return (
    <section aria-labelledby="kinds">
      <h3 id="kinds" className={classes['heading']}>
        {t('units.kinds')}
      </h3>
      <p className={classes['hint']}>
        {t('units.kindsHint')} {tops.length === 1 ? (index.names[tops[0] ?? 0] ?? '') : ''}
      </p>
      {counts.map(([kind, count]) => {
        const on = tops.every((top) => ruleFor(top, kind))
        return (
          <Checkbox
            key={kind}
            mt="xs"
            label={`${t('units.allOfKind', { kind: kindText(kind).toLowerCase() })} (${count})`}
            checked={on}
            onChange={() =>
              onChange(
                on
                  ? rules.filter((rule) => !tops.some((top) => ruleFor(top, kind) === rule))
                  : [
                      ...rules,
                      ...tops.flatMap((top) =>
                        index.codes[top] === undefined
                          ? []
                          : [{ type: 'branch' as const, code: index.codes[top], kinds: [kind] }],
                      ),
                    ],
              )
            }
            data-testid={`kind-${kind}`}
          />
        )
      })}
    </section>
  )
}

function GroupList({
  rules,
  onChange,
  groups,
  hostUnitCode,
  onGroup,
}: Pick<ChooserProps, 'rules' | 'onChange' | 'groups' | 'hostUnitCode' | 'onGroup'>) {
  const { t } = useTranslation('schedule')
  const failureText = useFailureText()
  const [name, setName] = useState('')
  const [busy, setBusy] = useState(false)
  const own = rules.filter((rule) => rule.type !== 'group')
  async function save() {
    if (!hostUnitCode || name.trim() === '') return
    setBusy(true)
    try {
      const group = await unitsApi.addGroup({ name, ownerUnitCode: hostUnitCode, rules: own })
      onGroup(group)
      setName('')
      showToast(t('units.groupSaved', { name: group.name }))
    } catch (error) {
      showToast(failureText(error), { kind: 'failed' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <section aria-labelledby="groups">
      <h3 id="groups" className={classes['heading']}>
        {t('units.groups')}
      </h3>
      {groups.size === 0 && <p className={classes['hint']}>{t('units.noGroups')}</p>}
      <div className={classes['groups']}>
        {[...groups.values()].map((group) => {
          const rule = rules.find((rule) => rule.type === 'group' && rule.groupId === group.groupId)
          return (
            <Checkbox
              key={group.groupId}
              label={t('units.groupCount', { name: group.name, count: group.units })}
              checked={rule !== undefined}
              onChange={() =>
                onChange(
                  rule
                    ? rules.filter((other) => other !== rule)
                    : [...rules, { type: 'group', groupId: group.groupId }],
                )
              }
            />
          )
        })}
      </div>
      {own.length > 0 && hostUnitCode && (
        <form
          className={classes['save']}
          onSubmit={(event) => {
            event.preventDefault()
            event.stopPropagation()
            void save()
          }}
        >
          <TextInput
            aria-label={t('units.groupName')}
            placeholder={t('units.groupName')}
            value={name}
            maxLength={120}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={busy} disabled={name.trim() === ''}>
            {t('units.saveGroup')}
          </Button>
        </form>
      )}
    </section>
  )
}
