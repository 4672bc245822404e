import type { Page, Route } from '@playwright/test'
import { PATIENCE_MS } from './Site.ts'

type Answer = (route: Route) => Promise<void>

const cut: Answer = (route) => route.abort('connectionreset')
const fail: Answer = (route) => route.fulfill({ status: 500, body: 'Internal Server Error' })
const pass: Answer = (route) => route.continue()

/** Stands between a page and one address of the server: holds what is asked there until it is told what to do with it. */
export class Gate {
  readonly #page: Page
  readonly #isAt: (url: URL) => boolean
  #held: Route[] = []
  #answer: Answer | null = null
  /** Resolves once something is held. */
  readonly asked: Promise<unknown>

  private constructor(page: Page, path: string) {
    this.#page = page
    this.#isAt = ({ pathname }) => pathname === path
    this.asked = page.waitForRequest((request) => this.#isAt(new URL(request.url())), { timeout: PATIENCE_MS })
  }

  static async at(page: Page, path: string): Promise<Gate> {
    const gate = new Gate(page, path)
    await page.route(gate.#isAt, async (route) => {
      if (gate.#answer) await gate.#answer(route)
      else gate.#held.push(route)
    })
    return gate
  }

  /** The line is gone. */
  cut(): Promise<void> {
    return this.#answerAll(cut)
  }

  /** The server fails. */
  fail(): Promise<void> {
    return this.#answerAll(fail)
  }

  async open(): Promise<void> {
    await this.#answerAll(pass)
    await this.#page.unroute(this.#isAt)
  }

  async #answerAll(answer: Answer): Promise<void> {
    this.#answer = answer
    await Promise.all(this.#held.splice(0).map(answer))
  }
}
