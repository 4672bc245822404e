import { useTranslation } from 'react-i18next'
import { roomQueries } from '../../api/office/roomsApi.ts'
import { useLoad } from '../../api/loading/useLoad.ts'
import { QrPicture } from '../../ui/QrPicture.tsx'
import classes from './ArrivalCode.module.css'

/** The code by which an official who comes to this room says so with their own phone (SPEC 19.8); nothing while there is none. */
export function ArrivalCode({ meetingId }: { readonly meetingId: string }) {
  const { t } = useTranslation('ownRoom')
  const link = useLoad(roomQueries.arrivalLink(meetingId)).data
  if (!link) return null
  const address = `${location.origin}/arrive/${encodeURIComponent(link.token)}`
  return (
    <div className={classes['root']}>
      <QrPicture text={address} label={t('arrival.picture')} testId="arrival-code" />
      <p>{t('arrival.how')}</p>
    </div>
  )
}
