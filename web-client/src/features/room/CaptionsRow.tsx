import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { type Captioning, captioningOf, fetchCaptioning, ownRecognition } from '../../live/captions/recognition.ts'
import { changeRoomSettings, roomSettings } from '../ownRoom/roomSettings.ts'
import classes from './RoomSettingsDialog.module.css'
import { SettingRow } from './SettingRow.tsx'

/** Captions of this room: offered where its browser can write them, and fetched where it says that it could. */
export function CaptionsRow() {
  const { t } = useTranslation('ownRoom')
  const captions = useStore(roomSettings, (settings) => settings.captions)
  const [can, setCan] = useState<Captioning | 'fetching' | null>(null)
  const [hasFailed, setFailed] = useState(false)
  useEffect(() => void captioningOf(ownRecognition()).then(setCan), [])

  async function press() {
    if (captions) return changeRoomSettings({ captions: false })
    setFailed(false)
    if (can === 'fetchable') {
      setCan('fetching')
      const isThere = await fetchCaptioning(ownRecognition())
      setCan(isThere ? 'ready' : 'fetchable')
      setFailed(!isThere)
      if (!isThere) return undefined
    }
    return changeRoomSettings({ captions: true })
  }

  const isOut = can === 'none' || hasFailed
  return (
    <div className={classes['rows']}>
      <SettingRow
        name={t('captions.name')}
        value={t(can === 'fetching' ? 'captions.fetching' : captions ? 'settings.yes' : 'settings.no')}
        onClick={() => void press()}
        disabled={can === null || can === 'fetching' || (can === 'none' && !captions)}
        testId="setting-captions"
      />
      {isOut && (
        <p className={classes['note']} role="status" data-testid="captions-lack">
          {t(can === 'none' ? 'captions.none' : 'captions.failed')}
        </p>
      )}
    </div>
  )
}
