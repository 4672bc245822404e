import { UnstyledButton, VisuallyHidden } from '@mantine/core'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useLayout, useLayoutStore } from '../layout/LayoutContext.ts'
import classes from './PanelRail.module.css'
import { usePanels } from './usePanels.ts'

interface Props {
  /** The place: beside the stage, below it on a phone, or over the top of a panel that fills a low screen. */
  readonly place: 'beside' | 'bottom' | 'top'
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }

/** The panels' tabs, always in sight: their numbers say when to look. */
export function PanelRail({ place }: Props) {
  const { t } = useTranslation('conduct')
  const layout = useLayoutStore()
  const open = useLayout((state) => state.panel)
  const tabs = usePanels()
  const entry = tabs.some(({ panel }) => panel.name === open) ? open : tabs[0]?.panel.name

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')]
    const at = buttons.findIndex((button) => button === document.activeElement)
    const step = steps[event.key]
    const next =
      event.key === 'Home'
        ? 0
        : event.key === 'End'
          ? buttons.length - 1
          : step === undefined
            ? null
            : (at + step + buttons.length) % buttons.length
    if (next === null) return
    event.preventDefault()
    buttons[next]?.focus()
  }

  return (
    <div
      className={classes['root']}
      data-place={place}
      role="tablist"
      tabIndex={-1}
      aria-orientation={place === 'beside' ? 'vertical' : 'horizontal'}
      aria-label={t('panels')}
      onKeyDown={onKeyDown}
    >
      {tabs.map(({ panel: { name, icon: TabIcon }, badge }) => (
        <UnstyledButton
          key={name}
          className={classes['tab']}
          role="tab"
          id={`panel-tab-${name}`}
          data-testid={`panel-tab-${name}`}
          data-badge={badge}
          aria-selected={open === name}
          {...(open === name ? { 'aria-controls': 'side-panel' } : {})}
          tabIndex={entry === name ? 0 : -1}
          title={t(`panel.${name}`)}
          onClick={() => layout.setState({ panel: open === name && place !== 'top' ? null : name })}
        >
          <span className={classes['icon']} aria-hidden>
            <TabIcon />
            {badge > 0 && <span className={classes['badge']} data-count={badge > 99 ? '99+' : badge} />}
          </span>
          <span className={classes['text']}>
            {t(`panel.${name}`)}
            {badge > 0 && <VisuallyHidden component="span"> ({badge})</VisuallyHidden>}
          </span>
        </UnstyledButton>
      ))}
    </div>
  )
}
