// A region is the part of a page that its forms replace: what was focused keeps the focus, or the line that took its place does.

export const lines = region => [...region.querySelectorAll('[data-ligne]')];

/** Something is being written: nothing may move under it. */
export const isWriting = () => [...document.querySelectorAll('main textarea, main input:not([type=hidden]), main select')].some(field =>
  field === document.activeElement ? !['checkbox', 'radio', 'button'].includes(field.type) : field.matches('textarea, [type=text], [type=date]') && field.value !== field.defaultValue);

let kept = null;

function keep(region) {
  const line = document.activeElement?.closest?.('[data-ligne]');
  kept = line && region.contains(line) ? { id: line.id, next: lines(region).slice(lines(region).indexOf(line) + 1).map(one => one.id), heading: line.closest('section')?.querySelector('[tabindex="-1"]')?.id } : null;
}

function restore() {
  if (!kept) return;
  const found = [kept.id, ...kept.next].map(id => document.getElementById(id)).find(Boolean) ?? document.getElementById(kept.heading) ?? document.querySelector('main h1');
  kept = null;
  if (!found) return;
  if (!found.hasAttribute('tabindex')) found.tabIndex = -1;
  found.focus();
}

document.addEventListener('htmx:beforeSwap', event => {
  const { target, xhr } = event.detail;
  if (!target?.hasAttribute?.('data-region')) return;
  if (new DOMParser().parseFromString(xhr.responseText, 'text/html').getElementById(target.id)) return keep(target);
  // Another page answered (a refusal read at length, a session that ended): it is shown whole.
  event.detail.shouldSwap = false;
  const form = event.detail.requestConfig?.elt?.closest?.('form');
  if (xhr.status >= 400 && form) form.submit();
  else location.assign(xhr.responseURL);
});
document.addEventListener('htmx:afterSettle', restore);

// No answer at all: the browser sends the form itself, and says what it cannot reach.
document.addEventListener('htmx:sendError', event => event.detail.requestConfig?.elt?.closest?.('form')?.submit());
