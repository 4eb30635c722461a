import type { EvidenceRow } from '../contract/rows.ts';
import type { Format } from '../format.ts';

/** One claim and what the past says of it, for people. */
export interface EvidenceWords {
	claim: string;
	title: string;
	verdict: string;
	/** `use`, `with_care` or `do_not_use`. */
	key: string;
	text: string;
}

const VERDICTS: Readonly<Record<string, string>> = {
	use: 'Use it',
	with_care: 'Read with care',
	do_not_use: 'Do not use',
};

const TITLES: Readonly<Record<string, string>> = {
	chance: 'Who will fall silent',
	chance_value: 'How likely a silence is',
	money: 'Money at risk',
	sort: 'Whom to call first',
	expected_year: 'What the next year brings',
	order_window: 'When the next order is due',
	win_back: 'What is bought again',
	never_bought: 'What is bought for the first time',
};

/** The claims in their order, each with its verdict and how it was tried. */
export function evidenceWords(rows: readonly EvidenceRow[], format: Format): EvidenceWords[] {
	return rows.map((row) => ({
		claim: row.claim,
		title: TITLES[row.claim] ?? row.claim,
		verdict: VERDICTS[row.verdict] ?? row.verdict,
		key: row.verdict,
		text: [tried(row, format), row.reason === null ? '' : `Not shown: ${row.reason}.`]
			.filter((part) => part !== '')
			.join(' '),
	}));
}

/** Why no chance of silence is shown, in one sentence and how it was tried; null where one may be shown or nothing was tried. */
export function chanceUntold(rows: readonly EvidenceRow[], format: Format): string | null {
	const failed = rows.find(
		(row) => (row.claim === 'chance' || row.claim === 'chance_value') && row.verdict === 'do_not_use',
	);
	if (failed === undefined) return null;
	const how = failed.claim === 'chance' ? tried(failed, format) : '';
	return `${how} ${failed.reason === null ? '' : `Reason: ${failed.reason}.`}`.trim();
}

function tried(row: EvidenceRow, format: Format): string {
	const figure = row.figure;
	if (figure === null) return '';
	const cases = `${format.count(row.rows)} cases of your own past`;
	const between = (write: (value: number) => string): string =>
		row.low === null || row.high === null ? '' : ` (${write(row.low)} to ${write(row.high)})`;
	const hundred = (value: number): string => String(Math.round(100 * value));
	const percent = (value: number): string => format.wholeShare(value);
	const once = (value: number): string => format.average(value);
	switch (row.claim) {
		case 'chance':
			return `Tried on ${cases}, the ranking was right ${hundred(figure)} times in 100${between(hundred)}; a coin is right 50 times.`;
		case 'chance_value':
			return `On ${cases}, the chances were ${percent(Math.abs(figure))} ${figure >= 0 ? 'nearer to' : 'further from'} what came${between(percent)} than saying the same of everybody (Brier skill).`;
		case 'money':
			return `In the past a silence cost ${percent(figure)} of a year’s revenue, from ${format.count(row.rows)} silences; most of them ended. Money at risk is chance × a year × that share.`;
		case 'sort':
			return `On ${cases}, the tenth of revenue that was called riskiest fell silent ${once(figure)} times as often as all revenue${between(once)}.`;
		case 'expected_year':
			return `Over ${cases}, the expected year was ${percent(Math.abs(figure))} ${figure >= 0 ? 'nearer to' : 'further from'} what came${between(percent)} than last year’s revenue.`;
		case 'order_window':
			return `Of ${format.count(row.rows)} past windows, ${percent(figure)} held the next order; 80% are promised.`;
		case 'win_back':
		case 'never_bought':
			return `Tried a year ago on ${format.count(row.rows)} categories that accounts did not buy, the ranking was right ${hundred(figure)} times in 100${between(hundred)}; a coin is right 50 times.`;
		default:
			return '';
	}
}
