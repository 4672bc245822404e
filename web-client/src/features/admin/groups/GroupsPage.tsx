import type { UnitCode } from '@diem-cau/signaling-contract'
import { Group, type UnitRule } from '@diem-cau/signaling-contract/office'
import { Button, TextInput } from '@mantine/core'
import { IconBuildingCommunity, IconPlus, IconStack2 } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../../api/stores/useMe.ts'
import { showToast } from '../../../ui/toasts.ts'
import { unitQueries, unitsApi } from '../../../api/office/unitsApi.ts'
import { useLoad } from '../../../api/loading/useLoad.ts'
import { useUnitIndex } from '../../../api/stores/useUnitIndex.ts'
import { Empty } from '../../../ui/Empty.tsx'
import { LoadFailed } from '../../../ui/LoadFailed.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { UnitPicker } from '../../units/UnitPicker.tsx'
import { useRuleText } from '../../units/useRuleText.ts'
import classes from '../lists/admin.module.css'
import { ConfirmDialog } from '../lists/ConfirmDialog.tsx'
import { DataTable } from '../lists/DataTable.tsx'
import { FormDialog, type Conflict } from '../lists/FormDialog.tsx'
import { rowHeights } from '../lists/ListStates.tsx'
import { PageHead } from '../lists/PageHead.tsx'
import { RowMenu } from '../lists/RowMenu.tsx'
import { UnitFilter } from '../lists/UnitFilter.tsx'

type Doing = { readonly kind: 'add' } | { readonly kind: 'edit' | 'remove'; readonly group: Group }

/** A group holds no other groups. */
const noGroups: ReadonlyMap<string, Group> = new Map()
const SHOWN_RULES = 6

/** Saved lists of units. */
export function GroupsPage() {
  const { t } = useTranslation('admin')
  const { data, failure, refresh } = useLoad(unitQueries.groups)
  const { index } = useUnitIndex()
  const ruleText = useRuleText(index, noGroups)
  const [doing, setDoing] = useState<Doing | null>(null)
  const close = () => setDoing(null)
  return (
    <>
      <PageHead title={t('groups')} intro={t('group.intro')}>
        <Button
          leftSection={<IconPlus size="1.2em" aria-hidden />}
          onClick={() => setDoing({ kind: 'add' })}
          data-testid="add-group"
        >
          {t('group.add')}
        </Button>
      </PageHead>
      {failure !== null && <LoadFailed title={t('failed')} failure={failure} onRetry={refresh} />}
      {!data && failure === null && <Skeletons heights={rowHeights} />}
      {data?.groups.length === 0 && (
        <Empty icon={<IconStack2 size="1em" stroke={1.4} />} title={t('group.empty')} text={t('group.emptyHint')}>
          <Button leftSection={<IconPlus size="1.2em" aria-hidden />} onClick={() => setDoing({ kind: 'add' })}>
            {t('group.add')}
          </Button>
        </Empty>
      )}
      {data && data.groups.length > 0 && (
        <DataTable
          label={t('groups')}
          rows={data.groups}
          keyOf={({ groupId }) => groupId}
          testId="group-row"
          columns={[
            { key: 'name', title: t('group.name'), main: true, renderCell: ({ name }) => <strong>{name}</strong> },
            { key: 'owner', title: t('group.owner'), renderCell: ({ ownerUnit }) => ownerUnit.name },
            { key: 'count', title: t('group.members'), renderCell: ({ units }) => t('group.picked', { count: units }) },
            {
              key: 'rules',
              title: t('log.details'),
              renderCell: ({ rules }) =>
                `${rules.slice(0, SHOWN_RULES).map(ruleText).join('; ')}${rules.length > SHOWN_RULES ? ' …' : ''}`,
            },
            {
              key: 'do',
              title: t('actions'),
              end: true,
              renderCell: (group) => (
                <RowMenu
                  name={group.name}
                  items={[
                    { text: t('edit'), onClick: () => setDoing({ kind: 'edit', group }), testId: 'edit' },
                    {
                      text: t('remove'),
                      onClick: () => setDoing({ kind: 'remove', group }),
                      danger: true,
                      testId: 'remove',
                    },
                  ]}
                />
              ),
            },
          ]}
        />
      )}
      {doing && doing.kind !== 'remove' && (
        <GroupDialog
          group={doing.kind === 'edit' ? doing.group : null}
          onClose={close}
          onDone={(group) => {
            showToast(t('saved', { name: group.name }))
            refresh()
            close()
          }}
        />
      )}
      {doing?.kind === 'remove' && (
        <ConfirmDialog
          title={t('remove')}
          text={t('group.removeText', { name: doing.group.name })}
          onClose={close}
          onConfirm={async () => {
            await unitsApi.removeGroup(doing.group.groupId, doing.group.version)
            showToast(t('group.removed', { name: doing.group.name }))
            refresh()
            close()
          }}
        />
      )}
    </>
  )
}

interface DialogProps {
  readonly group: Group | null
  readonly onClose: () => void
  readonly onDone: (group: Group) => void
}

function GroupDialog({ group, onClose, onDone }: DialogProps) {
  const { t } = useTranslation('admin')
  const me = useMe()
  const { index } = useUnitIndex()
  const [name, setName] = useState(group?.name ?? '')
  const [owner, setOwner] = useState<UnitCode | null>(group?.ownerUnit.code ?? me?.unit.code ?? null)
  const [rules, setRules] = useState<readonly UnitRule[]>(group?.rules ?? [])
  const [version, setVersion] = useState(group?.version ?? 1)
  const ruleText = useRuleText(index, noGroups)
  const [picking, setPicking] = useState(false)
  const [tried, setTried] = useState(false)
  const count = useMemo(() => (index ? index.resolve(rules).reduce((sum, on) => sum + on, 0) : 0), [index, rules])
  async function save() {
    setTried(true)
    if (name.trim() === '' || rules.length === 0 || owner === null) return false
    onDone(
      await (group
        ? unitsApi.editGroup(group.groupId, { name, rules: [...rules], version })
        : unitsApi.addGroup({ name, rules: [...rules], ownerUnitCode: owner })),
    )
    return true
  }

  function conflictOf(current: unknown): Conflict | null {
    const parsed = Group.safeParse(current)
    if (!parsed.success) return null
    const newer = parsed.data
    const text = (rules: readonly UnitRule[]) => rules.map(ruleText).join('; ')
    const fields = [
      { name: t('group.name'), theirs: newer.name, mine: name },
      { name: t('group.members'), theirs: text(newer.rules), mine: text(rules) },
    ].filter(({ theirs, mine }) => theirs !== mine)
    return {
      fields,
      keepMine: () => setVersion(newer.version),
      takeTheirs: () => {
        setVersion(newer.version)
        setName(newer.name)
        setRules(newer.rules)
      },
    }
  }

  return (
    <>
      <FormDialog
        title={group ? t('group.editTitle', { name: group.name }) : t('group.add')}
        submit={t('save')}
        onClose={onClose}
        onSubmit={save}
        conflictOf={conflictOf}
        testId="group-form"
      >
        <TextInput
          label={t('group.name')}
          required
          value={name}
          maxLength={120}
          onChange={(event) => setName(event.currentTarget.value)}
          error={tried && name.trim() === '' ? t('missing') : undefined}
          data-autofocus
          data-testid="group-name"
        />
        {!group && (
          <UnitFilter
            required
            label={t('group.owner')}
            value={owner}
            onChange={setOwner}
            error={tried && owner === null ? t('missing') : undefined}
          />
        )}
        <div className={classes['row']}>
          <Button
            variant="default"
            leftSection={<IconBuildingCommunity size="1.2em" aria-hidden />}
            onClick={() => setPicking(true)}
            data-testid="group-units"
          >
            {t('group.pick')}
          </Button>
          <span aria-live="polite">{t('group.picked', { count })}</span>
        </div>
        {tried && rules.length === 0 && (
          <p className={classes['bad']} role="alert">
            {t('group.noMembers')}
          </p>
        )}
      </FormDialog>
      <UnitPicker
        opened={picking}
        onClose={() => setPicking(false)}
        rules={rules}
        onChange={setRules}
        groups={noGroups}
        hostUnitCode={null}
        onGroup={() => undefined}
        onClear={() => setRules([])}
      />
    </>
  )
}
