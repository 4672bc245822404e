import { observer, type types } from 'mediasoup'

/** mediasoup's own objects in this process: what the media node really does, not what it says. */
export class MediaInspector {
  readonly consumers = new Map<string, types.Consumer>()
  readonly producers = new Map<string, types.Producer>()
  /** What comes out of pipes; each has the id of what it was made of. */
  readonly #piped = new Set<types.Producer>()
  readonly #watch = (worker: types.Worker) => {
    worker.observer.on('newrouter', (router) => {
      router.observer.on('newtransport', (transport) => {
        // A pipe between workers reaches no client, and its producers have the ids of those that they were made from.
        if (transport.type === 'pipe') {
          transport.observer.on('newproducer', (producer) => {
            this.#piped.add(producer)
            producer.observer.once('close', () => this.#piped.delete(producer))
          })
          return
        }
        transport.observer.on('newconsumer', (consumer) => {
          this.consumers.set(consumer.id, consumer)
          consumer.observer.once('close', () => this.consumers.delete(consumer.id))
        })
        transport.observer.on('newproducer', (producer) => {
          this.producers.set(producer.id, producer)
          producer.observer.once('close', () => this.producers.delete(producer.id))
        })
      })
    })
  }

  constructor() {
    observer.on('newworker', this.#watch)
  }

  /** A producer wherever it is: at its own worker first, then where it comes out of pipes. */
  all(producerId: string): types.Producer[] {
    const own = this.producers.get(producerId)
    const piped = [...this.#piped].filter(({ id }) => id === producerId)
    return [...(own ? [own] : []), ...piped]
  }

  close(): void {
    observer.off('newworker', this.#watch)
  }
}
