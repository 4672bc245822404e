import { Button, Loader } from '@mantine/core'
import { Component, Suspense, useState, type ReactNode } from 'react'
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
          <Button onClick={() => setContent(({ attempt }) => ({ attempt: attempt + 1, Part: part() }))}>
            {t('common.retry')}
          </Button>
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
