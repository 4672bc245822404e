import { ActionIcon, TextInput } from '@mantine/core'
import {
  IconArrowAutofitHeight,
  IconArrowAutofitWidth,
  IconChevronLeft,
  IconChevronRight,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Zoom } from './pages/pageView.ts'
import classes from './PaperFrame.module.css'

interface Props {
  readonly name: string
  readonly page: number
  /** The number of pages; 0: not known yet. */
  readonly count: number
  /** The zoom; null: the presenter's. */
  readonly zoom: Zoom | null
  readonly onAct: (action: 'next' | 'previous' | 'larger' | 'smaller') => void
  readonly onPage: (page: number) => void
  readonly onZoom: (zoom: Zoom) => void
  readonly children: ReactNode
}

/** The buttons for leafing and zooming. */
export function PageTools({ name, page, count, zoom, onAct, onPage, onZoom, children }: Props) {
  const { t } = useTranslation('papers')
  const toWidth = zoom !== 'width'
  return (
    <div className={classes['tools']} role="group" aria-label={t('viewer.tools')}>
      <span className={classes['name']} title={name}>
        {name}
      </span>
      <div className={classes['group']}>
        <ActionIcon
          variant="default"
          size="lg"
          disabled={count === 0 || page <= 1}
          onClick={() => onAct('previous')}
          aria-label={t('viewer.previous')}
          data-testid="paper-prev"
        >
          <IconChevronLeft aria-hidden />
        </ActionIcon>
        <PageNumber key={page} page={page} count={count} onPage={onPage} />
        <ActionIcon
          variant="default"
          size="lg"
          disabled={count === 0 || page >= count}
          onClick={() => onAct('next')}
          aria-label={t('viewer.next')}
          data-testid="paper-next"
        >
          <IconChevronRight aria-hidden />
        </ActionIcon>
      </div>
      <div className={classes['group']}>
        <ActionIcon
          variant="default"
          size="lg"
          disabled={count === 0}
          onClick={() => onAct('smaller')}
          aria-label={t('viewer.smaller')}
          data-testid="paper-smaller"
        >
          <IconZoomOut aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size="lg"
          disabled={count === 0}
          onClick={() => onZoom(toWidth ? 'width' : 'page')}
          aria-label={t(toWidth ? 'viewer.wholeWidth' : 'viewer.wholePage')}
          title={t(toWidth ? 'viewer.wholeWidth' : 'viewer.wholePage')}
          data-testid="paper-fit"
        >
          {toWidth ? <IconArrowAutofitWidth aria-hidden /> : <IconArrowAutofitHeight aria-hidden />}
        </ActionIcon>
        <ActionIcon
          variant="default"
          size="lg"
          disabled={count === 0}
          onClick={() => onAct('larger')}
          aria-label={t('viewer.larger')}
          data-testid="paper-larger"
        >
          <IconZoomIn aria-hidden />
        </ActionIcon>
      </div>
      <div className={classes['more']}>{children}</div>
    </div>
  )
}

function PageNumber({ page, count, onPage }: Pick<Props, 'page' | 'count' | 'onPage'>) {
  const { t } = useTranslation('papers')
  const [typed, setTyped] = useState(String(page))
  const submit = () => {
    const to = Number(typed)
    if (Number.isInteger(to) && to >= 1) onPage(to)
    setTyped(String(page))
  }
  return (
    <form
      className={classes['number']}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <TextInput
        size="sm"
        inputMode="numeric"
        aria-label={t('viewer.goTo')}
        value={typed}
        disabled={count === 0}
        onChange={(event) => setTyped(event.currentTarget.value.replaceAll(/\D/g, '').slice(0, 5))}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={submit}
        data-testid="paper-number"
      />
      <span className={classes['count']}>{count > 0 && t('viewer.ofPages', { count })}</span>
    </form>
  )
}
