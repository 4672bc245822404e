import { RoomCameraChange, type RoomCameraState, type RoomCameraTried } from '@diem-cau/signaling-contract/readiness'
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { boardQueries } from '../../api/office/boardApi.ts'
import { roomCameraApi } from '../../api/office/roomCameraApi.ts'
import { useLoad } from '../../api/loading/useLoad.ts'
import { momentText } from '../../time/timeText.ts'
import { Card } from '../../ui/Card.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useFailureText } from '../../ui/useFailureText.ts'
import { cameraAddress, readCameraAddress } from './cameraAddress.ts'
import classes from './Room.module.css'

/** The camera of the network (RTSP) that a room has, set by who looks after it (SPEC 23.13). */
export function NetworkCameraCard({ roomId }: { readonly roomId: string }) {
  const { t } = useTranslation('board')
  const { data, set } = useLoad(boardQueries.camera(roomId))
  // Who may not change it has no use for where it is.
  if (!data?.mayChange) return null
  return (
    <Card id="camera" title={t('camera.title')} testId="readiness-camera">
      <Form key={data.camera?.changedAt ?? 0} roomId={roomId} camera={data.camera} onChange={set} />
    </Card>
  )
}

interface FormProps {
  readonly roomId: string
  readonly camera: RoomCameraState['camera']
  readonly onChange: (state: RoomCameraState) => void
}

function Form({ roomId, camera, onChange }: FormProps) {
  const { t } = useTranslation(['board', 'meeting'])
  const failureText = useFailureText()
  const [address, setAddress] = useState(camera ? cameraAddress(camera) : '')
  const [user, setUser] = useState(camera?.user ?? '')
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [tried, setTried] = useState<RoomCameraTried | null>(null)
  const where = readCameraAddress(address)
  const isElsewhere = camera === null || where?.host !== camera.host || where.port !== camera.port
  // An empty field keeps the password of the same camera; another one never gets it.
  const kept = password === '' && !isElsewhere ? null : password
  const wanted = RoomCameraChange.safeParse({ ...where, user, password: kept })

  async function act(work: () => Promise<RoomCameraState>, done: string) {
    setBusy(true)
    try {
      onChange(await work())
      setPassword('')
      showToast(done)
    } catch (error) {
      showToast(failureText(error), { kind: 'failed' })
    } finally {
      setBusy(false)
    }
  }

  async function tryIt() {
    setBusy(true)
    setTried(null)
    try {
      setTried(await roomCameraApi.try(roomId))
    } catch (error) {
      showToast(failureText(error), { kind: 'failed' })
    } finally {
      setBusy(false)
    }
  }

  function triedText({ state }: RoomCameraTried): string {
    if (state === null || state.is === 'connecting') return t('camera.notTried')
    if (state.is === 'away') return t(`meeting:networkCamera.fault.${state.fault}`)
    if (state.keyframeMs === null) return t('camera.liveSlow')
    return t('camera.live', { seconds: Math.round(state.keyframeMs / 100) / 10 })
  }

  return (
    <div className={classes['form']}>
      {camera && <p>{t('camera.changed', { name: camera.changedBy, time: momentText(camera.changedAt) })}</p>}
      <TextInput
        label={t('camera.address')}
        description={t('camera.addressHelp')}
        placeholder="rtsp://10.20.1.64:554/stream2"
        value={address}
        error={address !== '' && where === null && t('camera.addressWrong')}
        onChange={({ currentTarget }) => setAddress(currentTarget.value)}
        data-testid="camera-address"
      />
      <TextInput
        label={t('camera.user')}
        value={user}
        autoComplete="off"
        onChange={({ currentTarget }) => setUser(currentTarget.value)}
        data-testid="camera-user"
      />
      <PasswordInput
        label={t('camera.password')}
        description={camera?.hasPassword && !isElsewhere ? t('camera.passwordKept') : undefined}
        value={password}
        autoComplete="new-password"
        onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        data-testid="camera-password"
      />
      <Button
        loading={busy}
        disabled={!wanted.success}
        onClick={() => void (wanted.success && act(() => roomCameraApi.change(roomId, wanted.data), t('camera.saved')))}
        data-testid="camera-save"
      >
        {t('camera.save')}
      </Button>
      {camera && (
        <Button variant="default" loading={busy} onClick={() => void tryIt()} data-testid="camera-try">
          {t('camera.try')}
        </Button>
      )}
      {tried && (
        <p role="status" data-testid="camera-tried" data-is={tried.state?.is ?? 'unknown'}>
          {triedText(tried)}
        </p>
      )}
      {camera && (
        <Button
          variant="default"
          disabled={busy}
          onClick={() => void act(() => roomCameraApi.remove(roomId), t('camera.removed'))}
          data-testid="camera-remove"
        >
          {t('camera.remove')}
        </Button>
      )}
    </div>
  )
}
