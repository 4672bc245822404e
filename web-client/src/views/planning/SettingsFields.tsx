import { FloorMode, MeetingSettings } from '@diem-cau/signaling-contract/office'
import { MultiSelect, Select, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './SettingsFields.module.css'
import { vi } from './texts.ts'

interface Props {
  readonly value: MeetingSettings
  readonly onChange: (settings: MeetingSettings) => void
}

const shares = MeetingSettings.shape.share.unwrap().options
const lobbies = [15, 30, 60, 120, 180, 1440]
const reminders = [15, 30, 60, 120, 180, 1440, 2880, 10080]
type KnownBefore = keyof typeof vi.settings.before
const isKnown = (text: string): text is KnownBefore => text in vi.settings.before

/** How the meeting is run, and when people are told. */
export function SettingsFields({ value, onChange }: Props) {
  const { t } = useTranslation('schedule')
  const before = (minutes: number) => {
    const key = String(minutes)
    return { value: key, label: isKnown(key) ? t(`settings.before.${key}`) : t('settings.beforeMinutes', { count: minutes }) }
  }
  const withOwn = (known: readonly number[], own: readonly number[]) => [...new Set([...known, ...own])].toSorted((a, b) => a - b).map(before)
  return (
    <div className={classes['root']}>
      <Select
        label={t('settings.floorMode')}
        value={value.floorMode}
        data={FloorMode.options.map((mode) => ({ value: mode, label: t(`settings.floor.${mode}`) }))}
        onChange={(mode) => onChange({ ...value, floorMode: FloorMode.options.find((known) => known === mode) ?? value.floorMode })}
        allowDeselect={false}
      />
      <Select
        label={t('settings.share')}
        value={value.share}
        data={shares.map((share) => ({ value: share, label: t(`settings.shares.${share}`) }))}
        onChange={(share) => onChange({ ...value, share: shares.find((known) => known === share) ?? value.share })}
        allowDeselect={false}
      />
      <Select
        label={t('settings.lobby')}
        description={t('settings.lobbyHint')}
        value={String(value.lobbyMinutes)}
        data={withOwn(lobbies, [value.lobbyMinutes])}
        onChange={(minutes) => minutes !== null && onChange({ ...value, lobbyMinutes: Number(minutes) })}
        allowDeselect={false}
        data-testid="lobby-minutes"
      />
      <MultiSelect
        label={t('settings.reminders')}
        description="&nbsp;"
        value={value.reminderMinutes.map(String)}
        data={withOwn(reminders, value.reminderMinutes)}
        onChange={(minutes) => onChange({ ...value, reminderMinutes: minutes.map(Number).toSorted((a, b) => b - a) })}
        maxValues={4}
      />
      <Switch label={t('settings.waitingRoom')} description={t('settings.waitingRoomHint')} checked={value.waitingRoom} onChange={(event) => onChange({ ...value, waitingRoom: event.currentTarget.checked })} />
    </div>
  )
}
