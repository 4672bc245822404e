import type { Seat } from '@diem-cau/signaling-contract'
import { useTranslation } from 'react-i18next'
import { shortUnitName } from '../../../live/meeting/participantOrder.ts'
import classes from './Tile.module.css'

declare module 'react' {
  interface CSSProperties {
    /** The number of letters of a short name with what stands behind it, which decides the size of its letters. */
    '--dc-letters'?: number
  }
}

/** The length of " (Bạn)", about, in its smaller letters. */
const YOU = 5

interface Props {
  readonly seat: Seat
  /** The people in the room, or the place that a person comes from. */
  readonly detail: string
  readonly name: string
  readonly mine: boolean
  readonly large: boolean
  /** True for the acting chair, on whatever seat. */
  readonly isActing: boolean
}

/** The name, shortened as offices do on small tiles; the whole name is in tooltip and tile label. */
export function TileLabel({ seat, detail, name, mine, large, isActing }: Props) {
  const { t } = useTranslation(['meeting', 'translation', 'conduct'])
  const short = shortUnitName(name)
  const { head, tail } = splitName(short)
  const instead = isActing && seat !== 'chair'
  const badge = instead || seat !== 'delegate'
  return (
    <span className={classes['name']} title={`${name}${detail === '' ? '' : ` · ${detail}`}`} aria-hidden>
      {badge && (
        <span className={classes['seat']} data-seat={instead ? 'acting' : seat}>
          {instead ? t('conduct:chair.insteadBadge') : t(`translation:seat.${seat}`)}
        </span>
      )}
      <span className={classes['unit']}>
        <span className={classes['fullName']}>{name}</span>
        <span className={classes['shortName']} style={{ '--dc-letters': short.length + (mine ? YOU : 0) }}>
          <span className={classes['head']}>{head}</span>
          {tail}
        </span>
        {mine && <span className={classes['you']}>{` (${t('meeting.you')})`}</span>}
        {large && detail !== '' && <span className={classes['person']}> · {detail}</span>}
      </span>
    </span>
  )
}

/**
 * Keeps the last letter or number where there is no room for the name: Trường Xuân A and Trường Xuân B must not look
 * alike.
 */
function splitName(name: string): { head: string; tail: string } {
  const at = name.lastIndexOf(' ')
  return at > 0 && name.length - at <= 3
    ? { head: name.slice(0, at), tail: `\u00a0${name.slice(at + 1)}` }
    : { head: name, tail: '' }
}
