import { useMediaQuery } from '@mantine/hooks'

/**
 * True on a phone, where a panel covers the whole screen, with the tabs in it. `SidePanel.module.css` has the same
 * limits.
 */
export function usePanelCovers(): boolean {
  return useMediaQuery('(max-width: 700px)', false, { getInitialValueInEffect: false })
}
