import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--font-render-hinting=none',
];

/** The package's browser is unpacked once per version and shared by every run on this machine. */
const UNPACKED = join(tmpdir(), 'vital-few-chromium-147.0.0');

/** The typefaces of the package, where it was unpacked, and those of the machine. */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(UNPACKED, 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(UNPACKED, 'fonts-cache')}</cachedir>
</fontconfig>
`;

/** Unpacks into a folder of its own and moves it into place whole, so that two runs at once cannot meet half a browser. */
async function unpack(): Promise<void> {
	const fresh = mkdtempSync(`${UNPACKED}-`);
	const before = { TMPDIR: process.env['TMPDIR'], AWS_EXECUTION_ENV: process.env['AWS_EXECUTION_ENV'] };
	// The package unpacks to the temp folder, and its system libraries only where it believes to be at home.
	process.env['TMPDIR'] = fresh;
	process.env['AWS_EXECUTION_ENV'] = 'nodejs20.x';
	try {
		const { default: packaged } = await import('@sparticuz/chromium');
		await packaged.executablePath();
	} finally {
		for (const [name, value] of Object.entries(before)) {
			if (value === undefined) delete process.env[name];
			else process.env[name] = value;
		}
	}
	writeFileSync(join(fresh, 'fonts.conf'), FONTS);
	try {
		renameSync(fresh, UNPACKED);
	} catch {
		// Another run was faster: its copy is the same.
		rmSync(fresh, { recursive: true, force: true });
	}
}

function starts(executable: string, environment: NodeJS.ProcessEnv): boolean {
	try {
		execFileSync(executable, ['--version', '--no-sandbox'], {
			env: environment,
			stdio: 'ignore',
			timeout: 30_000,
		});
		return true;
	} catch {
		return false;
	}
}

/**
 * A browser without a window: the one that CHROME_PATH names, else the Chromium of the npm package, with the
 * system libraries that it carries where the machine has none. Close it when done.
 */
export async function launchBrowser(): Promise<Browser> {
	const named = process.env['CHROME_PATH'];
	if (named) return chromium.launch({ executablePath: named, args: FLAGS });

	if (!existsSync(join(UNPACKED, 'chromium'))) await unpack();
	const executablePath = join(UNPACKED, 'chromium');
	const plain = { ...process.env, FONTCONFIG_FILE: join(UNPACKED, 'fonts.conf') } as Record<string, string>;
	const libraries = [join(UNPACKED, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']]
		.filter(Boolean)
		.join(':');
	const env = starts(executablePath, plain) ? plain : { ...plain, LD_LIBRARY_PATH: libraries };
	return chromium.launch({ executablePath, args: FLAGS, env });
}
