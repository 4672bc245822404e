import { CloseButton, FocusTrap, Title } from '@mantine/core'
import { useEffect, useEffectEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLayout, useLayoutStore } from '../layout/LayoutContext.ts'
import { LazyPart } from '../../../ui/LazyPart.tsx'
import { PanelRail } from './PanelRail.tsx'
import classes from './SidePanel.module.css'
import { usePanelCovers } from '../layout/usePanelCovers.ts'
import { usePanels } from './usePanels.ts'
import { useTabsPlace } from '../layout/useTabsPlace.ts'

/**
 * The one panel that is open, beside the stage; on a small screen it covers everything, with the tabs where they were.
 */
export function SidePanel() {
  const open = useLayout((state) => state.panel)
  const tabs = usePanels()
  const tab = tabs.find(({ panel }) => panel.name === open)
  return tab ? <OpenPanel panel={tab.panel} /> : null
}

/** A placeholder as wide as the panel that will come. */
export function SidePanelPlace() {
  return <div className={classes['root']} />
}

function OpenPanel({ panel }: Pick<ReturnType<typeof usePanels>[number], 'panel'>) {
  const { t } = useTranslation(['conduct', 'translation'])
  const layout = useLayoutStore()
  const covers = usePanelCovers()
  const place = useTabsPlace()
  const openedBy = useRef<Element | null>(null)
  const giveBack = useEffectEvent(() => {
    // The panel was closed from inside, so the keyboard goes back to where it came from.
    if (document.activeElement !== document.body) return
    const { current } = openedBy
    // The tabs of a small screen were laid out anew meanwhile, at once where the panel covers them.
    const back =
      current?.isConnected && current !== document.body
        ? current
        : document.getElementById(current?.id || `panel-tab-${panel.name}`)
    if (back instanceof HTMLElement) back.focus()
  })
  useEffect(() => {
    openedBy.current = document.activeElement
    return () => giveBack()
  }, [])
  return (
    <FocusTrap active={covers}>
      <section
        id="side-panel"
        className={classes['root']}
        {...(covers ? { role: 'dialog', 'aria-modal': true } : { role: 'tabpanel' })}
        aria-label={t(`panel.${panel.name}`)}
        data-testid={`${panel.name}-panel`}
      >
        {covers && <PanelRail place={place === 'bottom' ? 'bottom' : 'top'} />}
        <div className={classes['head']}>
          <Title order={2} size="h4">
            {t(`panelTitle.${panel.name}`)}
          </Title>
          <CloseButton
            size="lg"
            aria-label={t('translation:common.close')}
            onClick={() => layout.setState({ panel: null })}
            data-testid="panel-close"
          />
        </div>
        <div className={classes['content']}>
          <LazyPart key={panel.name} part={panel.part} failed={t('loadFailed')} />
        </div>
      </section>
    </FocusTrap>
  )
}
