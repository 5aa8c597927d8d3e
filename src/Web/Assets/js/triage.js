// The triage: A, R then a sign, D, S, O, P, Z. The panel takes the focus when the next file opens, so that the keys go on.
import { onKeys, press } from './keys.js';

onKeys('[data-tri]', (key, panel) => {
  const reasons = panel.querySelector('[data-touche="non-recevable"]');
  if (reasons?.open) {
    const chosen = panel.querySelector(`[data-chiffre="${CSS.escape(key)}"]`);
    if (chosen) {
      chosen.click();
      return true;
    }
    if (key === 'Escape') {
      reasons.open = false;
      panel.focus();
      return true;
    }
  }
  switch (key) {
    case 'A': return press(panel, 'recevable');
    case 'R': if (reasons) reasons.open = true; return reasons !== null;
    case 'D': {
      const papers = panel.querySelector('[data-touche="piece"]');
      if (papers) {
        papers.open = true;
        papers.querySelector('select')?.focus();
      }
      return papers !== null;
    }
    case 'S': return press(panel, 'plus-tard');
    case 'O': return press(panel, 'dossier');
    case 'P': return press(document, 'plusieurs');
    case 'Z': {
      const undo = panel.querySelector('[data-annuler] button');
      undo?.click();
      return Boolean(undo);
    }
    default: return false;
  }
});

const take = () => document.querySelector('[data-tri]')?.focus({ preventScroll: true });
document.addEventListener('DOMContentLoaded', take);
document.addEventListener('htmx:afterSettle', event => { if (event.detail.target?.id === 'tri' || document.getElementById('tri')) take(); });
