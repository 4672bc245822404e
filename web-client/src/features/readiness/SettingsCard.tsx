import { SECOND_SHOWS, type RoomSettings, type RoomSettingsState } from '@diem-cau/signaling-contract/readiness'
import { Button, NativeSelect, NumberInput, Switch } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { boardQueries } from '../../api/office/boardApi.ts'
import { roomSettingsApi } from '../../api/office/roomSettingsApi.ts'
import { useLoad } from '../../api/loading/useLoad.ts'
import { momentText } from '../../time/timeText.ts'
import { Card } from '../../ui/Card.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useFailureText } from '../../ui/useFailureText.ts'
import classes from './Room.module.css'

const SOUND = ['echoCancellation', 'noiseSuppression', 'autoGainControl'] as const
const MINUTES = { min: 0, max: 120, clampBehavior: 'strict', allowDecimal: false } as const

/** What the room wants, read and changed from the office; the room follows while it runs (SPEC 23.8). */
export function SettingsCard({ roomId }: { readonly roomId: string }) {
  const { t } = useTranslation('board')
  const { data, set } = useLoad(boardQueries.settings(roomId))
  if (!data) return null
  return (
    <Card id="settings" title={t('settings.title')} testId="readiness-settings">
      {data.settings === null || data.changedAt === null ? (
        <p>{t('settings.none')}</p>
      ) : (
        <Form key={data.changedAt} roomId={roomId} state={data} settings={data.settings} onChange={set} />
      )}
    </Card>
  )
}

interface FormProps {
  readonly roomId: string
  readonly state: RoomSettingsState
  readonly settings: RoomSettings
  readonly onChange: (state: RoomSettingsState) => void
}

function Form({ roomId, state, settings, onChange }: FormProps) {
  const { t } = useTranslation(['board', 'ownRoom'])
  const failureText = useFailureText()
  const [wanted, setWanted] = useState(settings)
  const [busy, setBusy] = useState(false)
  const change = (part: Partial<RoomSettings>) => setWanted((before) => ({ ...before, ...part }))
  const isSame = JSON.stringify(wanted) === JSON.stringify(settings)
  async function save() {
    setBusy(true)
    try {
      onChange(await roomSettingsApi.change(roomId, wanted))
      showToast(t('settings.saved'))
    } catch (error) {
      showToast(failureText(error), { kind: 'failed' })
    } finally {
      setBusy(false)
    }
  }
  const toggle = (
    name: (typeof SOUND)[number] | 'isByItself' | 'isLarge' | 'captions' | 'officeMovesCamera',
    label: string,
    description?: string,
  ) => (
    <Switch
      key={name}
      label={label}
      description={description}
      checked={wanted[name]}
      onChange={({ currentTarget }) => change({ [name]: currentTarget.checked })}
      data-testid={`settings-${name}`}
    />
  )
  const minutes = (name: 'lobbyMinutes' | 'joinMinutes', label: string) => (
    <NumberInput
      {...MINUTES}
      label={label}
      value={wanted[name]}
      onChange={(value) => typeof value === 'number' && change({ [name]: value })}
      data-testid={`settings-${name}`}
    />
  )
  return (
    <fieldset className={classes['form']} disabled={!state.mayChange}>
      {state.changedAt !== null && (
        <p>{t('settings.changed', { name: state.changedBy, time: momentText(state.changedAt) })}</p>
      )}
      {toggle('isByItself', t('settings.byItself'))}
      {wanted.isByItself && minutes('lobbyMinutes', t('settings.lobby'))}
      {wanted.isByItself && minutes('joinMinutes', t('settings.join'))}
      {toggle('isLarge', t('settings.large'))}
      {toggle('captions', t('ownRoom:captions.name'), t('ownRoom:captions.hint'))}
      <NativeSelect
        label={t('ownRoom:second.shows')}
        value={wanted.secondShows}
        onChange={({ currentTarget }) => {
          const secondShows = SECOND_SHOWS.find((choice) => choice === currentTarget.value)
          if (secondShows) change({ secondShows })
        }}
        data={SECOND_SHOWS.map((choice) => ({ value: choice, label: t(`ownRoom:second.choice.${choice}`) }))}
        data-testid="settings-second"
      />
      {toggle('officeMovesCamera', t('ownRoom:moves.byOffice'), t('ownRoom:moves.byOfficeHint'))}
      {SOUND.map((name) => toggle(name, t(`ownRoom:sound.${name}`)))}
      {state.mayChange && (
        <Button onClick={() => void save()} loading={busy} disabled={isSame} data-testid="settings-save">
          {t('settings.save')}
        </Button>
      )}
    </fieldset>
  )
}
