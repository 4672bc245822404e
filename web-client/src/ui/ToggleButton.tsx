import { Tooltip, UnstyledButton } from '@mantine/core'
import type { ReactNode, Ref } from 'react'
import classes from './ToggleButton.module.css'

interface Props {
  readonly on: boolean
  /** Says what pressing does, for tooltip and screen readers. */
  readonly label: string
  /** Short word under the icon. */
  readonly text: string
  readonly icon: ReactNode
  readonly onClick: () => void
  readonly testId: string
  /** `danger` when off: a muted microphone should be noticed. `plain`: neither state is better. */
  readonly tone?: 'source' | 'plain' | 'danger'
  readonly trouble?: boolean
  readonly disabled?: boolean
  /** The key that does the same. */
  readonly hotkey?: string
  /** The value of `data-state` when it is not simply on or off. */
  readonly state?: string
  /** True for a button that opens and closes something: that is not a switch. */
  readonly expanded?: boolean
  readonly pressed?: boolean
  readonly ref?: Ref<HTMLButtonElement>
}

/** A large button with an icon and a word, readable from afar. */
export function ToggleButton(props: Props) {
  const {
    on,
    label,
    text,
    icon,
    onClick,
    testId,
    tone = 'source',
    trouble = false,
    disabled = false,
    hotkey,
    state,
    expanded,
    pressed = true,
    ref,
  } = props
  // People who speak to the computer say the word that is on the button (WCAG 2.5.3).
  const spoken = label.toLowerCase().includes(text.toLowerCase()) ? label : `${text}: ${label}`
  return (
    <Tooltip label={hotkey ? `${label} (${hotkey})` : label} openDelay={400}>
      <UnstyledButton
        ref={ref}
        className={classes['button']}
        data-tone={tone}
        data-state={state ?? (on ? 'on' : 'off')}
        data-on={on}
        data-trouble={trouble}
        data-testid={testId}
        aria-label={spoken}
        {...(expanded === undefined ? (pressed ? { 'aria-pressed': on } : {}) : { 'aria-expanded': expanded })}
        {...(hotkey ? { 'aria-keyshortcuts': hotkey } : {})}
        disabled={disabled}
        onClick={onClick}
      >
        <span className={classes['icon']} aria-hidden>
          {icon}
          {trouble && <span className={classes['badge']}>!</span>}
        </span>
        <span className={classes['text']} aria-hidden>
          {text}
        </span>
      </UnstyledButton>
    </Tooltip>
  )
}
