import type { ChatMessage } from '@diem-cau/signaling-contract'
import { Fragment, memo } from 'react'
import { useTranslation } from 'react-i18next'
import { clockTime } from '../../../../time/formatTime.ts'
import { linkParts } from './linkParts.ts'
import { useName } from '../../scope/useCall.ts'
import classes from './ChatPanel.module.css'

interface Props {
  readonly message: ChatMessage
  readonly mine: boolean
}

export const ChatLine = memo(function ChatLine({ message: { from, fromName, to, text, at }, mine }: Props) {
  const { t } = useTranslation('chat')
  const name = useName(from) || fromName
  return (
    <li className={classes['line']} data-mine={mine} data-to={to}>
      <div className={classes['from']}>
        <b>{mine ? t('you') : name}</b>
        <time>{clockTime(at)}</time>
        {to !== 'all' && <span className={classes['to']}>{t(`only.${to}`)}</span>}
      </div>
      <div className={classes['text']}>
        {linkParts(text).map(({ text, href }, index) =>
          href === null ? (
            // oxlint-disable-next-line react/no-array-index-key -- a message never changes
            <Fragment key={index}>{text}</Fragment>
          ) : (
            // oxlint-disable-next-line react/no-array-index-key -- a message never changes
            <a key={index} href={href} target="_blank" rel="noopener noreferrer nofollow">
              {text}
            </a>
          ),
        )}
      </div>
    </li>
  )
})
