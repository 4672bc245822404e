import { useMediaQuery } from '@mantine/hooks'

/**
 * The part of the toolbar that there is room for. `full`: all of it; `folded`: buttons that are pressed seldom are in
 * the menu "Thêm"; `phone`: besides, the way to the floor is a button like the others, and the microphone's state has a
 * row of its own.
 */
export type Fit = 'full' | 'folded' | 'phone'

/** The widths in letters, not in pixels: large letters need as much room as a small page. */
export function useFit(): Fit {
  const full = useMediaQuery('(min-width: 68em)', true, { getInitialValueInEffect: false })
  const phone = useMediaQuery('(max-width: 38em)', false, { getInitialValueInEffect: false })
  return phone ? 'phone' : full ? 'full' : 'folded'
}
