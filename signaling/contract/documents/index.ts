/** Words and layout of official papers and letters, the same on a page, in a mail and in every file. Vietnamese alone. */
export * from './minutesPaper.ts'
export * from './officialTime.ts'
export * from './recordFileName.ts'
export * from './smallKinds.ts'
