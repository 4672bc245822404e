import { FloorMode, MeetingSettings } from '@diem-cau/signaling-contract/office'
import { MultiSelect, Select, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { quorumChoice, quorumChoices, quorumNames } from '../../plan/quorumChoice.ts'
import classes from './SettingsFields.module.css'
import { useSettingText } from '../../plan/useSettingText.ts'

interface Props {
  readonly value: MeetingSettings
  readonly onChange: (settings: MeetingSettings) => void
}

const shares = MeetingSettings.shape.share.unwrap().options
/** Minutes of one speaker. */
const turns = [3, 5, 7, 10, 15, 20, 30]
const NO_LIMIT = 'none'
const OTHER = 'other'
const lobbies = [15, 30, 60, 120, 180, 1440]
const reminders = [15, 30, 60, 120, 180, 1440, 2880, 10080]
/** The times, in minutes, that have words of their own: "1 giờ", "1 ngày". */
const named = [5, 15, 30, 60, 120, 180, 1440, 2880, 10080] as const
const isNamed = (minutes: number): minutes is (typeof named)[number] => named.some((one) => one === minutes)

/** Settings for the conduct of the meeting, and for when people are told. */
export function SettingsFields({ value, onChange }: Props) {
  const { t } = useTranslation('schedule')
  const before = (minutes: number) => {
    return {
      value: String(minutes),
      label: isNamed(minutes) ? t(`settings.before.${minutes}`) : t('settings.beforeMinutes', { count: minutes }),
    }
  }
  const text = useSettingText()
  const knownTurns =
    value.speakMinutes === null ? turns : [...new Set([...turns, value.speakMinutes])].toSorted((a, b) => a - b)
  const quorum = quorumChoice(value.quorum)
  const withOwn = (known: readonly number[], own: readonly number[]) =>
    [...new Set([...known, ...own])].toSorted((a, b) => a - b).map(before)
  return (
    <div className={classes['root']}>
      <Select
        label={t('settings.floorMode')}
        value={value.floorMode}
        data={FloorMode.options.map((mode) => ({ value: mode, label: t(`settings.floor.${mode}`) }))}
        onChange={(mode) =>
          onChange({ ...value, floorMode: FloorMode.options.find((known) => known === mode) ?? value.floorMode })
        }
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
        label={t('settings.speakMinutes')}
        description={t('settings.speakMinutesHint')}
        value={value.speakMinutes === null ? NO_LIMIT : String(value.speakMinutes)}
        data={[
          ...knownTurns.map((minutes) => ({ value: String(minutes), label: text.speakMinutes(minutes) })),
          { value: NO_LIMIT, label: text.speakMinutes(null) },
        ]}
        onChange={(minutes) =>
          minutes !== null && onChange({ ...value, speakMinutes: minutes === NO_LIMIT ? null : Number(minutes) })
        }
        allowDeselect={false}
        data-testid="speak-minutes"
      />
      <Select
        label={t('settings.quorum')}
        description={t('settings.quorumHint')}
        value={quorum ?? OTHER}
        data={[
          ...quorumNames.map((name) => ({ value: name, label: text.quorum(quorumChoices[name]) })),
          ...(quorum === null ? [{ value: OTHER, label: text.quorum(value.quorum) }] : []),
        ]}
        onChange={(chosen) => {
          const name = quorumNames.find((known) => known === chosen)
          if (name) onChange({ ...value, quorum: quorumChoices[name] })
        }}
        allowDeselect={false}
        data-testid="quorum-share"
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
      <Switch
        label={t('settings.waitingRoom')}
        description={t('settings.waitingRoomHint')}
        checked={value.waitingRoom}
        onChange={(event) => onChange({ ...value, waitingRoom: event.currentTarget.checked })}
      />
    </div>
  )
}
