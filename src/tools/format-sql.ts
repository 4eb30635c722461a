import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, type FormatOptionsWithLanguage } from 'sql-formatter';
import { PACKAGE_ROOT } from '../lib/server/package-root.ts';

// Formats every statement of queries/, leaving the header as it is. With --check it changes nothing and lists what it would.
const isCheck = process.argv.includes('--check');
const options = JSON.parse(
	readFileSync(join(PACKAGE_ROOT, '.sql-formatter.json'), 'utf8'),
) as FormatOptionsWithLanguage;
const root = join(PACKAGE_ROOT, 'queries');
const unformatted: string[] = [];

for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
	if (!entry.name.endsWith('.sql')) continue;
	const path = join(entry.parentPath, entry.name);
	const text = readFileSync(path, 'utf8');
	const bodyStart = text.search(/^(?!--)\S/m);
	const formatted = `${text.slice(0, bodyStart)}${format(text.slice(bodyStart), options)}\n`;
	if (formatted === text) continue;
	unformatted.push(path.slice(PACKAGE_ROOT.length + 1));
	if (!isCheck) writeFileSync(path, formatted);
}

if (isCheck && unformatted.length > 0) {
	console.error(`Not formatted (npm run format mends it):\n${unformatted.join('\n')}`);
	process.exitCode = 1;
}
