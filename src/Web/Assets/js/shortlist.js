// The shortlist: G keeps, E opens the reason for setting aside, the arrows go from one person to the next.
import { onKeys, press } from './keys.js';

function step(file, by) {
  const all = [...document.querySelectorAll('[data-dossier]')];
  const next = all[all.indexOf(file) + by];
  next?.focus();
  return next !== undefined;
}

onKeys('[data-dossier]', (key, file) => {
  switch (key) {
    case 'G': return press(file, 'garder');
    case 'E': return press(file, 'ecarter');
    case 'ArrowRight': return step(file, 1);
    case 'ArrowLeft': return step(file, -1);
    default: return false;
  }
});
