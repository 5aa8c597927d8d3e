// Shows a procedure with the viewer of bpmn.io: how many cases wait at each element, or where one case stands. Without it the table says the same.
import Viewer from 'bpmn-js/lib/NavigatedViewer.js';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import './diagram.css';

const place = document.getElementById('diagramme');
const words = text => (text ?? '').split(' ').filter(Boolean);

async function show() {
  const answer = await fetch(place.dataset.file);
  if (!answer.ok) return;
  place.hidden = false;
  const viewer = new Viewer({ container: place });
  await viewer.importXML(await answer.text());
  const canvas = viewer.get('canvas');
  const overlays = viewer.get('overlays');
  const known = id => viewer.get('elementRegistry').get(id);
  for (const id of words(place.dataset.here)) if (known(id)) canvas.addMarker(id, 'j-here');
  for (const pair of words(place.dataset.counts)) {
    const [id, count] = pair.split(':');
    if (!known(id)) continue;
    const badge = document.createElement('span');
    badge.className = 'j-waiting';
    badge.textContent = count;
    overlays.add(id, { position: { top: -10, right: 14 }, show: { minZoom: 0 }, html: badge });
  }
  // Whole where it can be read; on a narrow screen, its beginning at a readable size: it is moved with the finger.
  if (canvas.zoom('fit-viewport') < 0.5) {
    canvas.zoom(0.6);
    const { x, y } = canvas.viewbox().inner;
    canvas.viewbox({ ...canvas.viewbox(), x: x - 20, y: y - 20 });
  }
}

if (place) show();
