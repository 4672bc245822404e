import { SECOND_SHOWS } from '@diem-cau/signaling-contract/readiness'
import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { BrowserLacks } from '../../ui/BrowserLacks.tsx'
import {
  changeRoomSettings,
  JOIN_MINUTES,
  letOfficeMoveCamera,
  LOBBY_MINUTES,
  roomSettings,
} from '../ownRoom/roomSettings.ts'
import { CaptionsRow } from './CaptionsRow.tsx'
import classes from './RoomSettingsDialog.module.css'
import { SettingRow } from './SettingRow.tsx'

const SOUND = ['echoCancellation', 'noiseSuppression', 'autoGainControl'] as const

/** Each press of OK goes on to the next of these; after the last comes the first. */
const after = <T,>(choices: readonly T[], value: T): T =>
  choices[(choices.indexOf(value) + 1) % choices.length] ?? value

/** What this room wants, set on the TV with arrows and OK alone. */
export function RoomSettingsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('ownRoom')
  const { isByItself, lobbyMinutes, joinMinutes, isLarge, secondShows, officeMovesCamera, ...sound } =
    useStore(roomSettings)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('settings.title')}
      size="xl"
      centered
      closeButtonProps={{ 'aria-label': t('common.close', { ns: 'translation' }), size: 'lg' }}
    >
      <div className={classes['rows']}>
        <SettingRow
          name={t('settings.byItself')}
          value={t(isByItself ? 'settings.yes' : 'settings.no')}
          onClick={() => changeRoomSettings({ isByItself: !isByItself })}
          testId="setting-by-itself"
          isFirst
        />
        {isByItself && (
          <>
            <SettingRow
              name={t('settings.lobby')}
              value={t('settings.before', { count: lobbyMinutes })}
              onClick={() => changeRoomSettings({ lobbyMinutes: after(LOBBY_MINUTES, lobbyMinutes) })}
              testId="setting-lobby"
            />
            <SettingRow
              name={t('settings.join')}
              value={joinMinutes === 0 ? t('settings.onTime') : t('settings.before', { count: joinMinutes })}
              onClick={() => changeRoomSettings({ joinMinutes: after(JOIN_MINUTES, joinMinutes) })}
              testId="setting-join"
            />
          </>
        )}
        <SettingRow
          name={t('settings.large')}
          value={t(isLarge ? 'settings.yes' : 'settings.no')}
          onClick={() => changeRoomSettings({ isLarge: !isLarge })}
          testId="setting-large"
        />
        <CaptionsRow />
        <SettingRow
          name={t('second.shows')}
          value={t(`second.choice.${secondShows}`)}
          onClick={() => changeRoomSettings({ secondShows: after(SECOND_SHOWS, secondShows) })}
          testId="setting-second"
        />
        <SettingRow
          name={t('moves.byOffice')}
          value={t(officeMovesCamera ? 'settings.yes' : 'settings.no')}
          onClick={() => letOfficeMoveCamera(!officeMovesCamera)}
          testId="setting-office-moves"
        />
        {SOUND.map((name) => (
          <SettingRow
            key={name}
            name={t(`sound.${name}`)}
            value={t(sound[name] ? 'settings.yes' : 'settings.no')}
            onClick={() => changeRoomSettings({ [name]: !sound[name] })}
            testId={`setting-${name}`}
          />
        ))}
        <BrowserLacks only={['screens', 'speakerKey', 'cameraMoves']} />
      </div>
    </Modal>
  )
}
