import { observer, type types } from 'mediasoup'

/** mediasoup's own objects in this process: what the media node really does, not what it says. */
export class MediaInspector {
  readonly consumers = new Map<string, types.Consumer>()
  readonly producers = new Map<string, types.Producer>()
  readonly #watch = (worker: types.Worker) => {
    worker.observer.on('newrouter', (router) => {
      router.observer.on('newtransport', (transport) => {
        // A pipe between workers reaches no client, and its producers have the ids of those that they were made from.
        if (transport.type === 'pipe') return
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

  close(): void {
    observer.off('newworker', this.#watch)
  }
}
