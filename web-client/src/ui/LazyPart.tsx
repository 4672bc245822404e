import { Button, Loader } from '@mantine/core'
import { Component, Suspense, useEffect, useEffectEvent, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './LazyPart.module.css'
import type { Part } from './lazyPart.ts'

interface Props {
  /** The part. It must stay the same while it is shown: another part has another key. */
  readonly part: Part
  /** The text when it does not come, or fails. */
  readonly failed: string
  /** True on the dark ground of the pictures, in both themes. */
  readonly dark?: boolean
}

/**
 * Shows a part that may not come over a weak connection, or may fail: everything around it goes on, and it can be tried
 * again.
 */
export function LazyPart({ part, failed, dark = false }: Props) {
  const { t } = useTranslation()
  const [content, setContent] = useState(() => ({ attempt: 0, Part: part() }))
  const look = { className: classes['state'], 'data-dark': dark || undefined }
  return (
    <FailureStays
      key={content.attempt}
      fallback={
        <div {...look} role="alert">
          {failed}
          <Again
            attempt={content.attempt}
            onTry={() => setContent(({ attempt }) => ({ attempt: attempt + 1, Part: part() }))}
          />
        </div>
      }
    >
      <Suspense
        fallback={
          <div {...look} role="status">
            <Loader {...(dark ? { color: 'gray' } : {})} />
            {t('common.loading')}
          </div>
        }
      >
        <content.Part />
      </Suspense>
    </FailureStays>
  )
}

/** It is tried again by itself, as a room may have nobody who presses: after this time, and twice as long each time, in milliseconds. */
const AGAIN_MS = { first: 4_000, most: 60_000 }

function Again({ attempt, onTry }: { readonly attempt: number; readonly onTry: () => void }) {
  const { t } = useTranslation()
  const again = useEffectEvent(onTry)
  useEffect(() => {
    const timer = setTimeout(() => again(), Math.min(AGAIN_MS.most, AGAIN_MS.first * 2 ** attempt))
    return () => clearTimeout(timer)
  }, [attempt])
  return <Button onClick={onTry}>{t('common.retry')}</Button>
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
