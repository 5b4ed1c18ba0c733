/** What a browser keeps of Set-Cookie, as far as one origin needs it. */
export class Cookies {
  readonly #kept = new Map<string, string>()

  take(lines: readonly string[]) {
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
      const name = pair.slice(0, pair.indexOf('='))
      if (attributes.some(isOver)) this.#kept.delete(name)
      else this.#kept.set(name, pair.slice(name.length + 1))
    }
  }

  get(name: string) {
    return this.#kept.get(name)
  }

  set(name: string, value: string) {
    this.#kept.set(name, value)
  }

  delete(name: string) {
    this.#kept.delete(name)
  }

  names() {
    return [...this.#kept.keys()]
  }

  header(): { cookie?: string } {
    const pairs = [...this.#kept].map(([name, value]) => `${name}=${value}`)
    return pairs.length ? { cookie: pairs.join('; ') } : {}
  }

  copy(): Cookies {
    const copy = new Cookies()
    for (const [name, value] of this.#kept) copy.set(name, value)
    return copy
  }
}

function isOver(attribute: string): boolean {
  const [name = '', value = ''] = attribute.split('=')
  if (name.toLowerCase() === 'max-age') return Number(value) <= 0
  return name.toLowerCase() === 'expires' && Date.parse(value) <= Date.now()
}
