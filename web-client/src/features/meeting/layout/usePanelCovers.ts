import { useMediaQuery } from '@mantine/hooks'

/** On a phone a panel covers the whole screen, with the tabs in it. As in `SidePanel.module.css`. */
export function usePanelCovers(): boolean {
  return useMediaQuery('(max-width: 700px)', false, { getInitialValueInEffect: false })
}
