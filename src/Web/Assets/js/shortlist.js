// The shortlist: G keeps, E opens the reason for setting aside, the arrows go from one person to the next, over the pages.
import { onKeys, press } from './keys.js';

function step(file, by) {
  const all = [...document.querySelectorAll('[data-dossier]')];
  const next = all[all.indexOf(file) + by];
  if (next) next.focus();
  else document.querySelector(`[data-suite="${by}"]`)?.click();
  return true;
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
