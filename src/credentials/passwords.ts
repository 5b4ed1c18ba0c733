export interface Passwords {
  /** Our own format for a password: one KDF run. */
  hash(password: string): Promise<string>
  /**
   * True when the password is the one behind the stored hash, in whichever of the known formats: one KDF run.
   * An unknown or broken format is false, after the work of one.
   */
  verify(stored: string, password: string): Promise<boolean>
}

/** Too many people are signing in on this isolate at once: nothing was computed. Ask again in a second. */
export class Busy extends Error {
  override name = 'Busy'
}
