// Builds the committed files of src/tantam/web/static/tantam from the sources here.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';
import { transform } from 'lightningcss';
import { compile } from 'sass';

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, 'node_modules');
const out = join(here, '../src/tantam/web/static/tantam');
const text = (...path) => readFileSync(join(...path), 'utf8');

// Other files lie beside the built ones and are written by hand.
rmSync(join(out, 'fonts'), { recursive: true, force: true });
mkdirSync(join(out, 'fonts'), { recursive: true });

// Old laptops keep old browsers: colours and light-dark() are written out for them.
const version = (major) => major << 16;
const sheet = compile(join(here, 'scss/tantam.scss'), { loadPaths: [modules], quietDeps: true });
const { code } = transform({
  filename: 'tantam.css',
  code: Buffer.from(sheet.css),
  minify: true,
  targets: { chrome: version(96), firefox: version(102), safari: version(15) },
});
const css = code.toString();
const foreign = css.match(/url\("?(?:data:|https?:)[^)]{0,60}/);
if (foreign) throw new Error(`The style sheet must not use ${foreign[0]}: the security policy refuses it.`);
writeFileSync(join(out, 'tantam.css'), css);

for (const name of ['theme', 'tantam']) {
  buildSync({ entryPoints: [join(here, `ts/${name}.ts`)], outfile: join(out, `${name}.js`), bundle: true, minify: true, target: 'es2019', format: 'iife' });
}
cpSync(join(modules, 'htmx.org/dist/htmx.min.js'), join(out, 'htmx.min.js'));

for (const weight of [400, 500, 600, 700]) {
  for (const subset of ['vietnamese', 'latin']) {
    cpSync(join(modules, `@fontsource/be-vietnam-pro/files/be-vietnam-pro-${subset}-${weight}-normal.woff2`), join(out, `fonts/be-vietnam-pro-${subset}-${weight}.woff2`));
  }
}
cpSync(join(here, 'fonts'), join(out, 'fonts'), { recursive: true });
cpSync(join(modules, '@fontsource/be-vietnam-pro/LICENSE'), join(out, 'fonts/LICENSE'));

for (const name of readdirSync(join(here, 'img'))) cpSync(join(here, 'img', name), join(out, name));
cpSync(join(here, 'img/emblem.svg'), join(out, 'favicon.svg'));

const names = text(here, 'icons.txt').split('\n').map((line) => line.trim()).filter((line) => line && !line.startsWith('#')).sort();
const symbols = names.map((name) => {
  const body = text(modules, '@tabler/icons/icons/outline', `${name}.svg`).replace(/<!--[\s\S]*?-->/g, '');
  const inner = body.slice(body.indexOf('>', body.indexOf('<svg')) + 1, body.lastIndexOf('</svg>'));
  const paths = inner.replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*\/>/, '').replace(/\s*\n\s*/g, '').replace(/ \/>/g, '/>');
  return `<symbol id="${name}" viewBox="0 0 24 24">${paths.trim()}</symbol>`;
});
writeFileSync(join(out, 'icons.svg'), `<svg xmlns="http://www.w3.org/2000/svg" stroke-linecap="round" stroke-linejoin="round">${symbols.join('')}</svg>\n`);
writeFileSync(join(out, 'icons.txt'), `${names.join('\n')}\n`);

let total = 0;
for (const name of ['tantam.css', 'theme.js', 'tantam.js', 'htmx.min.js', 'icons.svg', 'states.svg', 'emblem.svg']) {
  const raw = readFileSync(join(out, name));
  const gzip = gzipSync(raw, { level: 9 }).length;
  total += gzip;
  console.log(`${name.padEnd(14)} ${String(raw.length).padStart(7)} B  gzip ${String(gzip).padStart(6)} B  brotli ${String(brotliCompressSync(raw).length).padStart(6)} B`);
}
console.log(`first page without its HTML and font: ${(total / 1000).toFixed(1)} kB gzip`);
