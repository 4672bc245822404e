import { useMediaQuery } from '@mantine/hooks'

/**
 * How much of the toolbar there is room for. `full`: all of it; `folded`: what is pressed seldom is in the menu "Thêm";
 * `phone`: besides, the way to the floor is a button like the others, and what the microphone does has a line of its own.
 */
export type Fit = 'full' | 'folded' | 'phone'

/** In letters, not in pixels: large letters need as much room as a small page. */
export function useFit(): Fit {
  const full = useMediaQuery('(min-width: 68em)', true, { getInitialValueInEffect: false })
  const phone = useMediaQuery('(max-width: 38em)', false, { getInitialValueInEffect: false })
  return phone ? 'phone' : full ? 'full' : 'folded'
}
