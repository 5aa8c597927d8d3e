// Keeps of the DSFR style sheets only what the pages use. Fonts, icons of its own, images and the dark theme are left out.

/** Rules and declarations of a style sheet, as a tree: { head, body } or { text }. */
function parse(css) {
  const text = css.replace(/\/\*[\s\S]*?\*\//g, '');
  let at = 0;
  const block = () => {
    const nodes = [];
    let head = '';
    for (let quote = '', depth = 0; at < text.length;) {
      const char = text[at++];
      if (quote || '"\'()'.includes(char)) {
        if (quote) quote = char === quote ? '' : quote;
        else if (char === '(') depth++;
        else if (char === ')') depth--;
        else quote = char;
        head += char;
      } else if (depth > 0) head += char;
      else if (char === '{') { nodes.push({ head: head.trim(), body: block() }); head = ''; }
      else if (char === ';' || char === '}') {
        if (head.trim()) nodes.push({ text: head.trim() });
        head = '';
        if (char === '}') return nodes;
      } else head += char;
    }
    return nodes;
  };
  return block();
}

/** Commas inside :not(a, b) separate nothing. */
function selectors(head) {
  const found = [''];
  let depth = 0;
  for (const char of head) {
    if (char === '(') depth++;
    if (char === ')') depth--;
    if (char === ',' && depth === 0) found.push('');
    else found[found.length - 1] += char;
  }
  return found.map(one => one.trim());
}

const never = /data-fr-(theme|scheme|js)|data-fr-scrolling|\[class[\^*]=|target=_blank|::-ms-|:-ms-|autofill-button|credentials-auto|iframe|type=range|^h[1-6]$|li::marker/;

function wanted(selector, used) {
  const classes = [...selector.matchAll(/\.(fr-(?:[a-z0-9_-]|\\.)+)/g)].map(match => match[1].replaceAll('\\', ''));
  return !never.test(selector) && classes.every(name => used.has(name));
}

function prune(nodes, used) {
  return nodes.flatMap(node => {
    if (node.text) return /url\(|^@|-ms-|^filter:/.test(node.text) ? [] : [{ text: node.text.replace(/font-family:.*Marianne.*/, 'font-family: var(--font)') }];
    if (/^@(font-face|-moz-document)|-ms-high-contrast: active\) and/.test(node.head)) return [];
    const head = node.head.startsWith('@') ? node.head.replace('(-ms-high-contrast: active), ', '') : selectors(node.head).filter(one => wanted(one, used)).join(',');
    const body = head ? prune(node.body, used) : [];
    return body.length ? [{ head, body }] : [];
  });
}

const variables = text => [...text.matchAll(/var\((--[\w-]+)/g)].map(match => match[1]);

/** The custom properties that something reads, directly or through another one. */
function reachable(nodes, ours) {
  const declared = [];
  const walk = list => list.forEach(node => (node.body ? walk(node.body) : declared.push(node.text)));
  walk(nodes);
  const reads = new Map();
  const live = new Set(variables(ours));
  for (const text of declared) {
    const [, name] = text.match(/^(--[\w-]+)\s*:/) ?? [];
    if (name) reads.set(name, [...(reads.get(name) ?? []), ...variables(text)]);
    else variables(text).forEach(one => live.add(one));
  }
  for (const name of live) (reads.get(name) ?? []).forEach(one => live.add(one));
  return live;
}

function print(nodes, live) {
  return nodes.map(node => {
    if (node.body) { const inside = print(node.body, live); return inside ? `${node.head}{${inside}}` : ''; }
    const [, name] = node.text.match(/^(--[\w-]+)\s*:/) ?? [];
    return name && !live.has(name) ? '' : `${node.text};`;
  }).join('');
}

/** The style sheet, less what no used class, no element and no line of ours reaches. */
export function keepUsed(css, used, ours) {
  const nodes = prune(parse(css), used);
  return print(nodes, reachable(nodes, ours));
}
