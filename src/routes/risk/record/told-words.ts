import { RISK_LEVELS } from '$lib/components/risk-levels.ts';
import type { RiskToldRow } from '$lib/contract/rows.ts';
import { plural, type Format } from '$lib/format.ts';

/** What was told of one level at all month ends together, and what came. */
export interface ToldLevel {
	key: string;
	label: string;
	glyph: string;
	/** The chances it stands for, in words. */
	says: string;
	/** Accounts told so, counted at every month end; and those of them whose horizon has ended. */
	told: number;
	known: number;
	/** Of the known ones: mean chance told, and share that fell silent; null where none is known. */
	foretold: number | null;
	came: number | null;
}

/** What was told of the levels of risk, without month ends that no build saw. */
export function toldLevels(rows: readonly RiskToldRow[]): ToldLevel[] {
	const seen = rows.filter((row) => !row.is_reconstructed);
	return RISK_LEVELS.map(({ key, label, glyph, says }) => {
		const own = seen.filter((row) => row.risk_level === key);
		const known = own.reduce((sum, row) => sum + row.known_accounts, 0);
		const share = (of: (row: RiskToldRow) => number | null) =>
			known > 0 ? own.reduce((sum, row) => sum + (of(row) ?? 0) * row.known_accounts, 0) / known : null;
		return {
			key,
			label,
			glyph,
			says,
			told: own.reduce((sum, row) => sum + row.accounts, 0),
			known,
			foretold: share((row) => row.predicted_share),
			came: share((row) => row.silent_share),
		};
	});
}

/** What the table below stands on, in sentences: since when it was told, how much is known, and which builds told it. */
export function toldWords(
	rows: readonly RiskToldRow[],
	format: Format,
	noun: { one: string; many: string },
): string[] {
	const ends = (of: readonly RiskToldRow[]) => [...new Set(of.map((row) => row.told_of))].sort();
	const seen = rows.filter((row) => !row.is_reconstructed);
	const months = ends(seen);
	const known = ends(seen.filter((row) => row.known_accounts > 0));
	if (months.length === 0) return [];
	const withChance = seen.some((row) => row.risk_level !== null);
	const first = `Written down at ${format.count(months.length)} ${plural(months.length, 'month end', 'month ends')} since ${format.day(months[0]!)}, and never reckoned anew.`;
	const words = [first];
	if (!withChance) words.push('No chance was told at any of them, so there is none to be held to what came.');
	else if (known.length === 0)
		words.push(`What was told is judged when the time has passed within which the next order was awaited.`);
	else
		words.push(
			`At ${format.count(known.length)} of them, ${noun.many} were told a chance whose time has passed. A ${noun.one} that was told one at several counts each time.`,
		);
	const made = ends(seen.filter((row) => row.is_made));
	if (made.length > 0)
		words.push(
			made.length === months.length
				? 'All of it was made afterwards, by builds of past days that did not know what came: nobody was told it then.'
				: `Of these, ${format.count(made.length)} ${plural(made.length, 'was', 'were')} made afterwards, by builds of past days that did not know what came: nobody was told then.`,
		);
	const missed = ends(rows.filter((row) => row.is_reconstructed));
	if (missed.length > 0)
		words.push(
			`${format.count(missed.length)} ${plural(missed.length, 'month end was', 'month ends were')} seen by no build in time and ${plural(missed.length, 'counts', 'count')} for nothing.`,
		);
	return words;
}
