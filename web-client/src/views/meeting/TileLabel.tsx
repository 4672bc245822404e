import type { Participant } from '@diem-cau/signaling-contract'
import { useTranslation } from 'react-i18next'
import { shortUnitName } from '../../meeting/participantOrder.ts'
import classes from './Tile.module.css'

interface Props {
  readonly participant: Participant
  readonly name: string
  readonly mine: boolean
  readonly large: boolean
}

/** The unit's name, shortened as offices do on small tiles; the whole name is in tooltip and tile label. */
export function TileLabel({ participant: { seat, name: person, unit }, name, mine, large }: Props) {
  const { t } = useTranslation()
  const badge = seat === 'chair' || seat === 'secretary' || seat === 'observer' || seat === 'technician'
  return (
    <span className={classes['name']} title={`${name}${person === unit.name ? '' : ` · ${person}`}`} aria-hidden>
      {badge && (
        <span className={classes['seat']} data-seat={seat}>
          {t(`seat.${seat}`)}
        </span>
      )}
      <span className={classes['unit']}>
        <span className={classes['fullName']}>{name}</span>
        <span className={classes['shortName']}>{shortUnitName(name)}</span>
        {mine && ` (${t('meeting.you')})`}
        {large && person !== unit.name && <span className={classes['person']}> · {person}</span>}
      </span>
    </span>
  )
}
