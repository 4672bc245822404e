import type { RoomProfile, RoomReadiness } from '@diem-cau/signaling-contract/readiness'
import { Button, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { boardApi } from '../../api/office/boardApi.ts'
import { Card } from '../../ui/Card.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useFailureText } from '../../ui/useFailureText.ts'
import classes from './Room.module.css'

interface Props {
  readonly room: RoomReadiness
  readonly onChange: (room: RoomReadiness) => void
}

const switches = ['hasSecondScreen', 'cancelsEcho', 'allowsStill'] as const

/** What the room should have, and what it allows; one press takes what it has now. */
export function ProfileCard({ room, onChange }: Props) {
  const { t } = useTranslation('board')
  const failureText = useFailureText()
  const [profile, setProfile] = useState<RoomProfile>(room.profile)
  const [busy, setBusy] = useState(false)
  const set = (change: Partial<RoomProfile>) => setProfile((before) => ({ ...before, ...change }))
  const labelOf = (step: 'camera' | 'microphone') =>
    room.steps.find(({ result }) => result.step === step)?.result.label || null
  async function save() {
    setBusy(true)
    try {
      onChange(await boardApi.setProfile(room.roomId, profile))
      showToast(t('profile.saved'))
    } catch (error) {
      showToast(failureText(error), { kind: 'failed' })
    } finally {
      setBusy(false)
    }
  }
  const isSame = JSON.stringify(profile) === JSON.stringify(room.profile)
  const [camera, microphone] = [labelOf('camera'), labelOf('microphone')]
  return (
    <Card id="profile" title={t('profile.title')} testId="readiness-profile">
      <fieldset className={classes['form']} disabled={!room.mayAct}>
        <TextInput
          label={t('profile.camera')}
          description={t('profile.any')}
          value={profile.cameraLabel ?? ''}
          maxLength={120}
          onChange={({ currentTarget }) =>
            set({ cameraLabel: currentTarget.value.trim() === '' ? null : currentTarget.value })
          }
          data-testid="profile-camera"
        />
        <TextInput
          label={t('profile.microphone')}
          description={t('profile.any')}
          value={profile.microphoneLabel ?? ''}
          maxLength={120}
          onChange={({ currentTarget }) =>
            set({ microphoneLabel: currentTarget.value.trim() === '' ? null : currentTarget.value })
          }
          data-testid="profile-microphone"
        />
        {room.mayAct && (camera !== null || microphone !== null) && (
          <Button
            variant="default"
            onClick={() => set({ cameraLabel: camera, microphoneLabel: microphone })}
            data-testid="profile-take"
          >
            {t('profile.take')}
          </Button>
        )}
        {switches.map((name) => (
          <Switch
            key={name}
            label={t(`profile.${name}`)}
            checked={profile[name]}
            onChange={({ currentTarget }) => set({ [name]: currentTarget.checked })}
            data-testid={`profile-${name}`}
          />
        ))}
        {room.mayAct && (
          <Button onClick={() => void save()} loading={busy} disabled={isSame} data-testid="profile-save">
            {t('profile.save')}
          </Button>
        )}
      </fieldset>
    </Card>
  )
}
