/** Kinds of values that more than one file of settings knows. */
import * as z from 'zod'

/** `a, b`, with or without spaces. */
export const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
)

export const isLoopback = ({ hostname }: URL): boolean => hostname === 'localhost' || hostname.startsWith('127.') || hostname === '[::1]'
