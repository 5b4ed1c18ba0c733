import type { Adapter, AdapterPayload } from 'oidc-provider'

/** What the issuer of the tests remembers, for as long as it runs. */
export class IssuerMemory implements Adapter {
  readonly #kept = new Map<string, AdapterPayload>()

  async upsert(id: string, payload: AdapterPayload): Promise<void> {
    this.#kept.set(id, payload)
  }
  async find(id: string): Promise<AdapterPayload | undefined> {
    return this.#kept.get(id)
  }
  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return [...this.#kept.values()].find((payload) => payload.uid === uid)
  }
  async findByUserCode(): Promise<undefined> {}
  async consume(id: string): Promise<void> {
    this.#kept.set(id, { ...this.#kept.get(id), consumed: 1 })
  }
  async destroy(id: string): Promise<void> {
    this.#kept.delete(id)
  }
  async revokeByGrantId(grant: string): Promise<void> {
    for (const [id, payload] of this.#kept) if (payload.grantId === grant) this.#kept.delete(id)
  }
}
