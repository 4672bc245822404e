import { Popover, UnstyledButton } from '@mantine/core'
import { IconChevronUp, IconHandStop, IconHandOff, IconPlayerStop } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './FloorButton.module.css'
import { RequestForm } from './RequestForm.tsx'
import { useFloorRequest } from './useFloorRequest.ts'

/** The one button that a room needs: it asks for the floor, takes that back, and says "I have finished". */
export function FloorButton({ brief = false }: { readonly brief?: boolean }) {
  const { t } = useTranslation('conduct')
  const { part, mayRequest, request, withdraw, end, pending, speakers } = useFloorRequest()
  const [detailed, setDetailed] = useState(false)

  if (part.holdsFloor) {
    return (
      <UnstyledButton
        className={classes['button']}
        data-kind="end"
        data-brief={brief}
        aria-label={t('request.end')}
        disabled={pending}
        onClick={() => void end()}
        data-testid="floor-end"
      >
        <IconPlayerStop aria-hidden />
        <span className={classes['text']}>
          <strong>{t(brief ? 'request.endBrief' : 'request.end')}</strong>
        </span>
      </UnstyledButton>
    )
  }
  if (part.queuePlace !== null) {
    return (
      <UnstyledButton
        className={classes['button']}
        data-kind="queued"
        data-brief={brief}
        disabled={pending}
        onClick={() => void withdraw()}
        aria-keyshortcuts="R"
        data-testid="floor-withdraw"
      >
        <IconHandOff aria-hidden />
        <span className={classes['text']}>
          <strong>{t(brief ? 'request.placeBrief' : 'request.place', { place: part.queuePlace })}</strong>
          <small>
            {t('request.withdraw')}
            {!brief && ' (R)'}
          </small>
        </span>
      </UnstyledButton>
    )
  }
  if (!mayRequest) return null
  if (brief) {
    // The panel, a tab away, asks for whom and on what.
    return (
      <UnstyledButton
        className={classes['button']}
        data-kind="ask"
        data-brief
        disabled={pending}
        onClick={() => void request()}
        aria-label={t('request.ask')}
        data-testid="floor-request"
      >
        <IconHandStop aria-hidden />
        <span className={classes['text']}>
          <strong>{t('request.askBrief')}</strong>
        </span>
      </UnstyledButton>
    )
  }
  return (
    <div className={classes['group']}>
      <UnstyledButton
        className={classes['button']}
        data-kind="ask"
        disabled={pending}
        onClick={() => void request()}
        aria-keyshortcuts="R"
        data-testid="floor-request"
      >
        <IconHandStop aria-hidden />
        <span className={classes['text']}>
          <strong>{t('request.ask')}</strong>
          <small>{speakers.last === '' ? t('request.key') : speakers.last}</small>
        </span>
      </UnstyledButton>
      <Popover
        opened={detailed}
        onChange={setDetailed}
        position="top-end"
        withArrow
        trapFocus
        returnFocus
        shadow="lg"
        width="min(24rem, calc(100vw - 1rem))"
        withRoles={false}
      >
        <Popover.Target>
          <UnstyledButton
            className={classes['more']}
            aria-label={t('request.details')}
            title={t('request.details')}
            aria-expanded={detailed}
            onClick={() => setDetailed((before) => !before)}
            data-testid="floor-details"
          >
            <IconChevronUp aria-hidden />
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown role="dialog" aria-label={t('request.details')}>
          <RequestForm onDone={() => setDetailed(false)} />
        </Popover.Dropdown>
      </Popover>
    </div>
  )
}
