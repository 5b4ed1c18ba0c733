import { html } from 'hono/html'
import { type Complaints, FIELDS, type Field, LONGEST } from '../../src/portal/case-form.ts'
import type { Entries } from '../../src/portal/schema.ts'
import type { Markup } from './frame.ts'
import { birthday } from './look.ts'
import { CASE_TYPES, CONTRACTS, TEXT } from './text.ts'

interface CaseForm {
  action: string
  /** Of a case that is not there yet. */
  id?: string
  entries: Entries
  complaints: Complaints
}

const { form } = TEXT
const HINTS: Partial<Record<Field, string>> = form.hints
const CHOICES: Partial<Record<Field, readonly string[]>> = { contract: CONTRACTS, caseType: CASE_TYPES }

/** Saving is the first button, so that the Enter key never submits what can't be changed any more. */
export const caseForm = ({ action, id, entries, complaints }: CaseForm): Markup => html`${summary(complaints)}
<form class="case" method="post" action="${action}">
<p class="quiet">${form.lead}</p>
${id && html`<input type="hidden" name="id" value="${id}">`}
${FIELDS.map((name) => field(name, entries[name], complaints[name]))}
<div class="buttons">
<button class="plain" name="do" value="save">${form.save}</button>
<button name="do" value="submit">${form.submit}</button>
</div>
</form>`

/** What is wrong, each line leading to its field. It takes the focus, so that it is read out first. */
function summary(complaints: Complaints): Markup | '' {
  const wrong = FIELDS.filter((name) => complaints[name])
  if (!wrong.length) return ''
  return html`<div class="alert" role="alert" aria-labelledby="alert" tabindex="-1" autofocus>
<h2 id="alert">${wrong.length === 1 ? form.refused.one : form.refused.many(wrong.length)}</h2>
<ul>${wrong.map((name) => html`<li><a href="#${name}">${complaints[name]}</a></li>`)}</ul>
</div>`
}

/** A label, its hint, its complaint and its box, tied together for whoever can't see them side by side. */
function field(name: Field, value: string, complaint?: string): Markup {
  const about = [HINTS[name] && `${name}-hint`, complaint && `${name}-wrong`].filter(Boolean).join(' ')
  const tied = html`id="${name}" name="${name}"${about ? html` aria-describedby="${about}"` : ''}${complaint ? html` aria-invalid="true"` : ''}`
  return html`<div class="field">
<label for="${name}">${TEXT.columns[name]}</label>
${HINTS[name] && html`<p class="quiet" id="${name}-hint">${HINTS[name]}</p>`}
${complaint && html`<p class="wrong" id="${name}-wrong">${complaint}</p>`}
${CHOICES[name] ? choice(CHOICES[name], value, tied) : html`<input ${tied} value="${shown(name, value)}" maxlength="${LONGEST[name] ?? 20}" autocomplete="off" spellcheck="false">`}
</div>`
}

/** A date that was understood is shown as people here write it, any other as it was typed. */
const shown = (name: Field, value: string) => (name === 'dateOfBirth' ? birthday(value) : value)

const choice = (choices: readonly string[], value: string, tied: Markup) => html`<select ${tied}>
<option value="">${form.choose}</option>
${choices.map((each) => html`<option${each === value ? html` selected` : ''}>${each}</option>`)}
</select>`
