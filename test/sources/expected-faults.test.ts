import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Fault } from '../../src/lib/server/fault.ts';
import { parseConfig } from '../../src/lib/server/sources/config.ts';
import { readSourceStatement } from '../../src/lib/server/sources/source-statement.ts';
import { expectedFault, systemFault } from '../../src/lib/server/system-fault.ts';
import { problemOf } from '../../src/lib/server/api/problem.ts';
import { FileProject } from '../support/file-project.ts';

const project = FileProject.forEachTest();

const NINE = Array.from({ length: 9 }, () => 'x').join(', ');
const nine = (name: string): string => Array.from({ length: 9 }, () => `*${name}`).join(', ');
const BOMB = `company: X\na: &a [${NINE}]\nb: &b [${nine('a')}]\nc: &c [${nine('b')}]\nd: [${nine('c')}]\n`;
const file = (entry: string): string => `company: X\nfiles: { t: { path: a.csv, ${entry} } }\n`;

describe('a vital-few.yaml that cannot be used is told in one sentence with its line', () => {
	test.each([
		['a bomb of aliases', BOMB, /line 1: aliases \(\*name\) must stand for at most 100 values/],
		['an alias of nothing', 'company: *nobody\n', /line 1: Unresolved alias .*nobody.* needs an anchor/],
		['a merge of nothing', 'company: X\n<<: *nobody\n', /Unresolved alias/],
		[
			'a quote of two bytes',
			file('quote: "ä"'),
			/line 2: "files\.t\.quote" must be one plain character, or "" for none/,
		],
		['a quote of a line end', file('quote: "\\n"'), /"files\.t\.quote" must be one plain character/],
		['a quote of zero', file('quote: "\\0"'), /"files\.t\.quote" must be one plain character/],
		['a quote that is a number', file('quote: 5'), /"files\.t\.quote" must be one plain character/],
		['an escape of two bytes', file('escape: "é"'), /"files\.t\.escape" must be one plain character/],
		['no delimiter', file('delimiter: ""'), /"files\.t\.delimiter" must be a text of one to four bytes/],
		['a delimiter of a line end', file('delimiter: "\\n"'), /"files\.t\.delimiter" must be a text/],
		['a delimiter of eight bytes', file('delimiter: "😀😀"'), /"files\.t\.delimiter" must be a text/],
		[
			'a delimiter that is the quote',
			file(`delimiter: ";", quote: ";"`),
			/"files\.t\.quote" must differ from "delimiter"/,
		],
		[
			'a path with a zero',
			'company: X\nfiles: { t: { path: "a\\0b" } }\n',
			/"files\.t\.path" must hold no zero character/,
		],
		[
			'a day that does not exist',
			'company: X\nclosures: [2025-02-30]\n',
			/"closures\.0" must be a date that exists/,
		],
		['a day that is a number', 'company: X\ncomplete_through: 5\n', /"complete_through" must be a date/],
		[
			'1 MB of memory',
			'company: X\nmemory_limit: 1MB\n',
			/"memory_limit" must be at least 64MB, for example 4GB/,
		],
		['no memory', 'company: X\nmemory_limit: 0GB\n', /"memory_limit" must be at least 64MB/],
		[
			'more memory than there is',
			'company: X\nmemory_limit: 99999999999999GB\n',
			/"memory_limit" must be a size like 4GB/,
		],
		['memory without a unit', 'company: X\nmemory_limit: 4\n', /"memory_limit" must be a size like 4GB/],
		['numbers beyond all numbers', 'company: X\nfiscal_year_starts: 1e400\n', /"fiscal_year_starts"/],
		['no number', 'company: X\nrisk: { false_alert_budget: .nan }\n', /"risk\.false_alert_budget"/],
		['a text in many brackets', `company: ${'['.repeat(5_000)}`, /line 1/],
	])('%s', (_, text, sentence) => {
		let thrown: unknown;
		try {
			parseConfig(text, 'vital-few.yaml');
		} catch (error) {
			thrown = error;
		}
		expect(thrown).toBeInstanceOf(Fault);
		expect((thrown as Fault).message).toMatch(sentence);
		expect((thrown as Fault).message).toMatch(/^vital-few\.yaml, line \d+: [^\n]+$/);
	});
});

describe('a source statement that is none is told in one sentence with its file', () => {
	test.each([
		['only a comment', '-- to be written', /holds no statement, only comments/],
		['only a block of comment', '/* to be written */\n', /holds no statement, only comments/],
		['only a semicolon', ' ; ', /is empty|holds no statement/],
		['nothing', '', /is empty/],
		['an open comment', 'select 1 /* x', /unterminated/],
		['two statements', 'select 1; select 2', /holds 2 statements/],
	])('%s', async (_, sql, sentence) => {
		mkdirSync(join(project.dir, 'sources'), { recursive: true });
		writeFileSync(join(project.dir, 'sources', 'accounts.sql'), sql);
		const read = readSourceStatement(project.connection, project.dir, 'accounts');
		await expect(read).rejects.toMatchObject({ name: 'Fault', code: 'input' });
		await expect(read).rejects.toThrow(sentence);
	});

	test.each([
		'select 1 as account_id;',
		'select 1 as account_id; -- that is all',
		'-- first\nselect 1 as account_id -- last',
	])('one with comments around it is one: %s', async (sql) => {
		mkdirSync(join(project.dir, 'sources'), { recursive: true });
		writeFileSync(join(project.dir, 'sources', 'accounts.sql'), sql);
		const statement = await readSourceStatement(project.connection, project.dir, 'accounts');
		expect(statement!.columns.map(({ name }) => name)).toEqual(['account_id']);
	});
});

describe('a fault of the machine is told as what it is', () => {
	const ofSystem = (code: string, more: object = {}) =>
		Object.assign(new Error(`${code}: something, open '/data/x'`), { code, path: '/data/x', ...more });
	test.each([
		[ofSystem('ENOSPC'), '/data/x cannot be written: the disk is full.'],
		[ofSystem('EDQUOT'), 'your share of the disk is used up'],
		[ofSystem('EROFS'), '/data/x cannot be written: its disk is read-only.'],
		[ofSystem('EACCES'), '/data/x cannot be used: this user may not.'],
		[ofSystem('EPERM'), 'this user may not'],
		[ofSystem('EMFILE'), 'Too many files are open'],
		[ofSystem('ENFILE'), 'Too many files are open'],
		[ofSystem('EIO'), 'its disk reports an error'],
		[ofSystem('EISDIR'), 'it is a folder where a file must be'],
		[ofSystem('ENOTDIR'), 'there is a file where a folder must be'],
		[ofSystem('ENAMETOOLONG'), 'its name is too long'],
		[
			ofSystem('EADDRINUSE', { port: 4747, address: '127.0.0.1' }),
			'Port 4747 on 127.0.0.1 is taken by another program.',
		],
		[
			new Error('IO Error: Could not write file "/data/w.duckdb": No space left on device'),
			'/data/w.duckdb cannot be written: the disk is full.',
		],
		[new Error('IO Error: Cannot open file "/data/w": Read-only file system'), 'its disk is read-only'],
		[new Error('IO Error: Cannot open file "/data/w": Too many open files'), 'Too many files are open'],
		[
			new Error('Out of Memory Error: could not allocate block of size 256.0 KiB (900.0 KiB/976.5 KiB used)'),
			'There is not enough memory.',
		],
		[new Error('wrapped', { cause: ofSystem('ENOSPC') }), 'the disk is full'],
	])('%s', (error, part) => {
		const fault = systemFault(error)!;
		expect(fault.code).toBe('machine');
		expect(fault.message).toContain(part);
		expect(fault.message).not.toContain('\n');
		// The command line, the server and the API tell the same sentence.
		expect(problemOf(error, '/', 'id')).toMatchObject({ status: 503, detail: fault.message });
	});

	test('what nobody expected stays unexpected, and a fault stays itself', () => {
		expect(expectedFault(new TypeError('x is not a function'))).toBeUndefined();
		// A user's text may hold such words without the engine having said them.
		expect(expectedFault(new Error('no space left on device'))).toBeUndefined();
		const fault = new Fault('parameter', 'limit=x: use a whole number.');
		expect(expectedFault(fault)).toBe(fault);
	});
});
