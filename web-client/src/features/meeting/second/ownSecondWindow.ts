import { SecondWindow } from '../../../browser/secondScreen/SecondWindow.ts'

/** The one second window of this page. */
export const ownSecondWindow = new SecondWindow()
