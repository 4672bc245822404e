import type { UnitCode } from '@diem-cau/signaling-contract'
import { type UnitChangeWhat, UnitDetail } from '@diem-cau/signaling-contract/office'
import { Checkbox, Text, TextInput } from '@mantine/core'
import { DatesProvider } from '@mantine/dates'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { unitsApi } from '../../../api/office/unitsApi.ts'
import { localDate, writtenDate } from '../../../time/vietnamTime.ts'
import { DateField } from '../../../ui/DateField.tsx'
import { serverNow } from '../../../time/serverClock.ts'
import { FormDialog, type Conflict } from '../lists/FormDialog.tsx'
import { KindSelect } from './KindSelect.tsx'
import { UnitFilter } from '../lists/UnitFilter.tsx'
import { useChangeText } from './useChangeText.ts'

export type ChangeKind = UnitChangeWhat['kind']

interface Props {
  readonly kind: ChangeKind
  readonly unit: UnitDetail
  readonly onClose: () => void
  readonly onDone: (unit: UnitDetail) => void
  /** The unit as it is now, as somebody else changed it meanwhile. */
  readonly onNewer: (unit: UnitDetail) => void
}

/** Enters the effect of a decision on a unit from a day on. */
export function ChangeDialog({ kind, unit, onClose, onDone, onNewer }: Props) {
  const { t, i18n } = useTranslation('admin')
  const [today] = useState(() => localDate(serverNow()))
  // A change that cannot be taken back has no day until somebody writes it.
  const [date, setDate] = useState(kind === 'merge' || kind === 'close' ? '' : today)
  const [decision, setDecision] = useState('')
  const [name, setName] = useState(unit.name)
  const [unitKind, setUnitKind] = useState(unit.kind)
  const [target, setTarget] = useState<UnitCode | null>(null)
  const [version, setVersion] = useState(unit.version)
  const changeText = useChangeText()
  const [toTop, setToTop] = useState(false)
  const [tried, setTried] = useState(false)
  const needsTarget = kind === 'merge' || (kind === 'move' && !toTop)

  function what(): UnitChangeWhat | null {
    switch (kind) {
      case 'rename':
        return name.trim() === '' ? null : { kind, name, ...(unitKind === unit.kind ? {} : { unitKind }) }
      case 'move':
        return toTop ? { kind, parentCode: null } : target && { kind, parentCode: target }
      case 'merge':
        return target && { kind, into: target }
      case 'close':
        return { kind }
      default:
        return kind satisfies never
    }
  }

  async function save() {
    setTried(true)
    const change = what()
    if (!change || date === '') return false
    onDone(await unitsApi.addChange(unit.code, { version, effectiveOn: date, what: change, decision }))
    return true
  }

  /** Parts of a decision cannot be mixed, so the unit is compared: as it is, and as it was seen here. */
  function conflictOf(current: unknown): Conflict | null {
    const parsed = UnitDetail.safeParse(current)
    if (!parsed.success) return null
    const newer = parsed.data
    const planned = ({ changes }: UnitDetail) =>
      changes
        .map(
          ({ what, effectiveOn }) => `${changeText(what)} (${t('unitPage.from', { date: writtenDate(effectiveOn) })})`,
        )
        .join('; ')
    const above = ({ path }: UnitDetail) => path.at(-1)?.name ?? ''
    const fields = [
      { name: t('unitList.name'), theirs: newer.name, mine: unit.name },
      { name: t('unitList.parent'), theirs: above(newer), mine: above(unit) },
      { name: t('unitList.status'), theirs: t(`unitList.${newer.status}`), mine: t(`unitList.${unit.status}`) },
      { name: t('unitPage.changes'), theirs: planned(newer), mine: planned(unit) },
    ].filter(({ theirs, mine }) => theirs !== mine)
    return {
      fields,
      keepMine: () => setVersion(newer.version),
      takeTheirs: () => {
        onNewer(newer)
        onClose()
      },
    }
  }

  return (
    <FormDialog
      title={`${t(`unitPage.${kind}`)}: ${unit.name}`}
      submit={t('unitPage.plan')}
      danger={false}
      onClose={onClose}
      onSubmit={save}
      conflictOf={conflictOf}
      testId="change-form"
    >
      <Text c="dimmed">{t(`unitPage.${kind}Text`)}</Text>
      {kind === 'rename' && (
        <>
          <TextInput
            label={t('unitPage.newName')}
            required
            value={name}
            maxLength={200}
            onChange={(event) => setName(event.currentTarget.value)}
            error={tried && name.trim() === '' ? t('missing') : undefined}
            data-autofocus
            data-testid="change-name"
          />
          <KindSelect label={t('unitPage.newKind')} value={unitKind} onChange={setUnitKind} />
        </>
      )}
      {kind === 'move' && (
        <Checkbox
          label={t('unitPage.toTop')}
          checked={toTop}
          onChange={(event) => setToTop(event.currentTarget.checked)}
        />
      )}
      {needsTarget && (
        <UnitFilter
          required
          label={t(kind === 'merge' ? 'unitPage.into' : 'unitPage.newParent')}
          value={target}
          onChange={setTarget}
          error={tried && target === null ? t('missing') : undefined}
          testId="change-target"
        />
      )}
      <DatesProvider
        settings={{ locale: i18n.language === 'en' ? 'en' : 'vi', firstDayOfWeek: 1, weekendDays: [6, 0] }}
      >
        <DateField
          label={t('unitPage.date')}
          value={date}
          onChange={setDate}
          error={tried && date === '' ? t('dateWrong') : undefined}
          testId="change-date"
        />
      </DatesProvider>
      {date !== '' && date <= today && <Text size="sm">{t('unitPage.today')}</Text>}
      <TextInput
        label={t('unitPage.decision')}
        value={decision}
        maxLength={300}
        placeholder={t('unitPage.decisionHint')}
        onChange={(event) => setDecision(event.currentTarget.value)}
        data-testid="change-decision"
      />
    </FormDialog>
  )
}
