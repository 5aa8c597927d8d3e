// The shortlist: G keeps, E opens the reason for setting aside, the arrows go from one person to the next, over the pages. With nothing focused they are about the first person left to see.
import { onIdle, onKeys, press } from './keys.js';

function step(file, by) {
  const all = [...document.querySelectorAll('[data-dossier]')];
  const next = all[all.indexOf(file) + by];
  if (next) next.focus();
  else document.querySelector(`[data-suite="${by}"]`)?.click();
  return true;
}

function act(key, file) {
  switch (key) {
    case 'G': return press(file, 'garder');
    case 'E': return press(file, 'ecarter');
    case 'ArrowRight': return step(file, 1);
    case 'ArrowLeft': return step(file, -1);
    default: return false;
  }
}

onKeys('[data-dossier]', act);
onIdle(key => {
  const left = document.querySelector('[data-dossier]:has([data-touche="garder"])');
  return left !== null && act(key, left);
});
