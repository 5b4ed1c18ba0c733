/**
 * Listening for keys: prompts, tries, and when it is over. Knows no call; whoever starts it lends a voice and a clock.
 */
export interface GatherRules {
  /** What is said first, and again after silence; null says nothing. */
  prompt: string | null
  /** Said after keys that do not fit. */
  invalidPrompt: string | null
  tries: number
  minimum: number
  maximum: number
  valid: string
  /** Empty: no key ends the input. */
  terminating: string
  /** Milliseconds of silence after a prompt, and between two keys. */
  silence: number
  betweenDigits: number
}

export type GatherStatus = 'valid' | 'invalid' | 'timeout' | 'call_hangup' | 'cancelled'

export interface GatherHooks {
  /** @returns milliseconds until it will have been said */
  say(text: string): number
  /** @returns a function that calls it off */
  after(ms: number, run: () => void): () => void
  /** `full` where the last digit that fitted ended it, without the terminating one. */
  over(status: GatherStatus, digits: string, full: boolean): void
}

export interface Gather {
  press(digit: string): void
  stop(status: 'call_hangup' | 'cancelled'): void
}

export function startGather(rules: GatherRules, hooks: GatherHooks): Gather {
  let tries = 0
  let keyed = ''
  let callOff = () => {}

  const wait = (ms: number, run: () => void) => {
    callOff()
    callOff = hooks.after(ms, run)
  }
  const finish = (status: GatherStatus, digits: string, full = false) => {
    callOff()
    hooks.over(status, digits, full)
  }
  const ask = (prompt: string | null) => {
    tries++
    keyed = ''
    wait((prompt === null ? 0 : hooks.say(prompt)) + rules.silence, unheard)
  }
  const unheard = () => (tries < rules.tries ? ask(rules.prompt) : finish('timeout', ''))
  const judge = (full: boolean) => {
    const fits = keyed.length >= rules.minimum && [...keyed].every((digit) => rules.valid.includes(digit))
    if (fits) finish('valid', keyed, full)
    else if (tries < rules.tries) ask(rules.invalidPrompt ?? rules.prompt)
    else finish('invalid', keyed, full)
  }

  ask(rules.prompt)
  return {
    press(digit) {
      if (digit === rules.terminating) return judge(false)
      keyed += digit
      if (keyed.length >= rules.maximum) judge(true)
      else wait(rules.betweenDigits, () => judge(false))
    },
    stop: (status) => finish(status, keyed),
  }
}
