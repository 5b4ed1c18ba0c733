import type { Words } from './words.ts'

type FieldProps = {
  name: string
  label: string
  hint?: string
  refused?: Words | null
  value?: string
  type?: 'text' | 'password' | 'email' | 'tel'
  class?: string
  autocomplete: string
  inputmode?: 'numeric' | 'email' | 'tel'
  autocapitalize?: 'words' | 'characters'
  /** May be left empty. */
  optional?: true
  /** The first thing to fill in: takes the focus when nothing is wrong. */
  first?: boolean
}

/** A label, its hint, its error and its box, tied together for whoever can't see them side by side. */
export const Field = ({ name, label, hint, refused, value, type = 'text', first, optional, ...box }: FieldProps) => {
  const error = refused?.field === name ? refused.words : null
  const about = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ')
  return (
    <div>
      <label for={name}>{label}</label>
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="error" id={`${name}-error`}>
          {error}
        </p>
      )}
      <input
        id={name}
        name={name}
        type={type}
        value={value}
        required={!optional}
        spellcheck={false}
        autocapitalize="none"
        aria-describedby={about || undefined}
        aria-invalid={error ? 'true' : undefined}
        autofocus={first && !refused}
        {...box}
      />
    </div>
  )
}
