// Builds wwwroot/assets: one style sheet (the parts of the DSFR that the pages use, then ours), one sprite of icons, the viewer of diagrams, a few images, each with its .br and .gz.
// Same input, same bytes: files are read in the order of their names and nothing dated is written.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { buildSync, transformSync } from 'esbuild';
import { keepUsed } from './dsfr.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const web = dirname(here);
const out = join(web, 'wwwroot', 'assets');
const dsfr = join(web, 'node_modules', '@gouvfr', 'dsfr', 'dist');
const parts = ['link', 'button', 'form', 'input', 'select', 'radio', 'checkbox', 'alert', 'notice', 'badge', 'tag', 'table', 'breadcrumb', 'skiplink'];
const legal = '/*! Parts of the DSFR v1.14.4 | SPDX-License-Identifier: MIT */\n';

const read = (...path) => readFileSync(join(...path), 'utf8');
const list = (folder, end) => readdirSync(join(here, folder)).filter(name => name.endsWith(end)).sort();
const hash = text => createHash('sha256').update(text).digest('hex').slice(0, 10);

/** Every DSFR class that a page or a component names: what nothing names is left out of the style sheet. */
function usedClasses(folder) {
  const used = new Set();
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !/\.(cshtml|cs)$/.test(entry.name) || /[\\/](obj|bin|node_modules)[\\/]/.test(path)) continue;
    for (const [name] of readFileSync(path, 'utf8').matchAll(/\bfr-[a-z0-9_-]+/g)) used.add(name);
  }
  return used;
}

function images() {
  return Object.fromEntries(list('images', '.svg').map(name => [name, read(here, 'images', name).trim()]));
}

function styleSheet(files) {
  const ours = list('css', '.css').map(name => read(here, 'css', name)).join('\n')
    .replace(/url\(\/assets\/([a-z-]+\.svg)\)/g, (_, name) => `url("/assets/${name}?v=${hash(files[name])}")`);
  const theirs = ['core/core', ...parts.map(part => `component/${part}/${part}`)].map(path => read(dsfr, `${path}.main.css`)).join('\n');
  const kept = keepUsed(theirs, usedClasses(web), ours);
  const { code } = transformSync(`${legal}@layer dsfr{${kept}}\n${ours}`, { loader: 'css', minify: true, charset: 'utf8', legalComments: 'inline', target: ['chrome111', 'firefox115', 'safari16'] });
  const forbidden = code.match(/@import|@font-face|url\((?!"?\/assets\/)[^)]*\)|https?:/);
  if (forbidden) throw new Error(`the style sheet must fetch nothing from elsewhere, and has: ${forbidden[0]}`);
  return code;
}

/** One script: ours, and htmx, in one file that every page may do without. */
function script() {
  const { outputFiles } = buildSync({ entryPoints: [join(here, 'js', 'jalon.js')], bundle: true, minify: true, write: false, format: 'iife', charset: 'utf8', legalComments: 'inline', target: ['chrome111', 'firefox115', 'safari16'] });
  return outputFiles[0].text;
}

function sprite() {
  const symbols = list('icons', '.svg').map(name => {
    const [, box, inside] = read(here, 'icons', name).match(/viewBox="([^"]+)"[^>]*>([\s\S]*)<\/svg>/);
    return `<symbol id="${name.replace('.svg', '')}" viewBox="${box}">${inside.trim().replace(/>\s+</g, '><')}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`;
}

function write(name, text) {
  const bytes = Buffer.from(text);
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
  writeFileSync(join(out, name), bytes);
  writeFileSync(join(out, `${name}.br`), brotli);
  writeFileSync(join(out, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  console.log(`${name} ${bytes.length} (br ${brotli.length})`);
}

/** The viewer of diagrams, for the pages that show one: nothing else loads it. */
function diagram() {
  const { outputFiles } = buildSync({
    entryPoints: [join(here, 'diagram.js')], bundle: true, minify: true, write: false, outdir: out, format: 'esm', charset: 'utf8', legalComments: 'inline', target: ['chrome111', 'firefox115', 'safari16'],
  });
  return Object.fromEntries(outputFiles.map(file => file.path.endsWith('.css') ? ['diagram.css', withoutInlineImages(file.text)] : ['diagram.js', file.text]));
}

/** The viewer draws the way out of a folded sub-process with an image inside its style sheet, which the policy of the pages forbids; our procedures fold none. */
function withoutInlineImages(css) {
  const kept = css.replace(/content:\s*url\((["'])data:.*?\1\)/gs, 'content:""');
  if (/url\(["']?data:/.test(kept)) throw new Error('the style sheet of the diagrams must hold no image');
  return kept;
}

const files = images();
const built = { 'jalon.css': styleSheet(files), 'jalon.js': script(), 'sprite.svg': sprite(), ...diagram(), ...files };
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
for (const [name, text] of Object.entries(built)) write(name, text);
