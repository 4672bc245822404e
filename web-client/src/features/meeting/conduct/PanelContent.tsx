import { Button, Loader } from '@mantine/core'
import { Component, useEffect, useState, type ComponentType, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PanelEntry } from './panels.ts'
import classes from './PanelContent.module.css'

/** The panel's own chunk. On a weak line it may not come, and a panel may fail: the meeting beside it goes on. */
export function PanelContent({ panel }: { readonly panel: PanelEntry }) {
  const [attempt, setAttempt] = useState(0)
  return (
    <FailureStays key={attempt} fallback={<Failed onRetry={() => setAttempt((n) => n + 1)} />}>
      <Loaded panel={panel} onRetry={() => setAttempt((n) => n + 1)} />
    </FailureStays>
  )
}

function Loaded({ panel, onRetry }: { readonly panel: PanelEntry; readonly onRetry: () => void }) {
  const { t } = useTranslation()
  const [content, setContent] = useState<{ readonly Content: ComponentType } | 'failed' | null>(null)
  useEffect(() => {
    let isHere = true
    panel.load().then(
      (Content) => isHere && setContent({ Content }),
      () => isHere && setContent('failed'),
    )
    return () => {
      isHere = false
    }
  }, [panel])
  if (content === 'failed') return <Failed onRetry={onRetry} />
  if (content === null) {
    return (
      <div className={classes['state']} role="status">
        <Loader />
        {t('common.loading')}
      </div>
    )
  }
  return <content.Content />
}

function Failed({ onRetry }: { readonly onRetry: () => void }) {
  const { t } = useTranslation(['conduct', 'translation'])
  return (
    <div className={classes['state']} role="alert">
      {t('loadFailed')}
      <Button onClick={onRetry}>{t('translation:common.retry')}</Button>
    </div>
  )
}

interface BoundaryProps {
  readonly fallback: ReactNode
  readonly children: ReactNode
}

class FailureStays extends Component<BoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    return this.state.failed ? this.props.fallback : this.props.children
  }
}
