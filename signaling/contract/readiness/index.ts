export * from './judge.ts'
export * from './plan.ts'
export * from './run.ts'
export * from './steps.ts'
