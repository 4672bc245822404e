import { UnstyledButton } from '@mantine/core'
import { IconChevronDown, type Icon } from '@tabler/icons-react'
import { useLayoutEffect, type ReactNode } from 'react'
import { largeBand, withBand, withoutBand, type BandPlace, type BandWeight } from './bands.ts'
import { useLayout, useLayoutStore } from './LayoutContext.ts'
import classes from './Band.module.css'

interface Props extends BandPlace {
  readonly weight: BandWeight
  readonly icon: Icon
  /** The text when it is a line. */
  readonly line: ReactNode
  readonly tone?: 'bad' | 'warn' | 'good' | 'plain' | undefined
  readonly testId?: string
  /** The value of `data-state`, for tests and styles. */
  readonly state?: string
  /** The large form; without it there is only the line. */
  readonly children?: ReactNode
}

/**
 * A message over the pictures: large when it is the most urgent, else a line that a press makes large. Text that is
 * typed in it stays.
 */
export function Band({ name, order, weight, icon: BandIcon, line, tone = 'plain', testId, state, children }: Props) {
  const layout = useLayoutStore()
  const isLarge = useLayout(({ bands }) => largeBand(bands) === name)
  useLayoutEffect(() => {
    layout.setState(({ bands }) => ({ bands: withBand(bands, { name, order }, weight) }))
  }, [layout, name, order, weight])
  useLayoutEffect(() => () => layout.setState(({ bands }) => ({ bands: withoutBand(bands, name) })), [layout, name])
  const content = (
    <>
      <BandIcon size="1.2em" aria-hidden />
      <span className={classes['lineText']}>{line}</span>
    </>
  )
  return (
    <div
      className={classes['band']}
      data-band={name}
      data-large={isLarge && children !== undefined}
      data-testid={testId}
      data-state={state}
    >
      {children === undefined ? (
        <div className={classes['line']} data-tone={tone}>
          {content}
        </div>
      ) : (
        <>
          {!isLarge && (
            <UnstyledButton
              className={classes['line']}
              data-tone={tone}
              aria-expanded={false}
              onClick={() => layout.setState(({ bands }) => ({ bands: { ...bands, opened: name } }))}
              data-testid={`band-open-${name}`}
            >
              {content}
              <IconChevronDown size="1.1em" aria-hidden />
            </UnstyledButton>
          )}
          <div hidden={!isLarge}>{children}</div>
        </>
      )}
    </div>
  )
}
