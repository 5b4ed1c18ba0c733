/** What is asked in the page itself, so each function stands alone. */

/** Where the focus is, and where it belongs: in the summary of what is wrong, or where the page says one goes on. Every step of a flow says so. */
export function focused(): { actual: string; expected: string } {
  const nameOf = (element: Element | null) =>
    element && element !== document.body ? `${element.localName} ${element.id || element.className || element.textContent}` : 'the page'
  const wanted = document.querySelector('#step [role=alert]') ?? document.querySelector('#step [autofocus]')
  const nowhere = document.querySelector('.step') ? 'somewhere in the step' : 'the page'
  return { actual: nameOf(document.activeElement), expected: wanted ? nameOf(wanted) : nowhere }
}

/** What is less than 44 px high and meant to be touched. A box is touched by its label, too; a link within a sentence is as high as the line. */
export function small(): string[] {
  const LEAST = 44
  const targets = [...document.querySelectorAll<HTMLElement>('a[href], button, input:not([type=hidden]), select')]
  return targets
    .map((target) => ({ target, box: (target.closest('label') ?? target).getBoundingClientRect() }))
    .filter(
      ({ target, box }) => box.height > 0 && box.right > 0 && getComputedStyle(target).display !== 'inline' && box.height < LEAST - 0.5,
    )
    .map(({ target, box }) => `too small to touch: ${target.textContent || target.id}, ${box.height} px high`)
}
