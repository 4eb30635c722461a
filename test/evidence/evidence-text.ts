import type { BandTrial, RiskEvidence } from './risk-evidence.ts';

/** The evidence of one company at one level; of a simulated one, from each of its seeds. */
export interface TriedLevel {
	company: string;
	level: 'account' | 'group';
	/** Several for a simulated company: its figures are their means. */
	trials: RiskEvidence[];
}

const VERDICTS = { use: 'use', with_care: 'with care', do_not_use: 'do not use' };
const BAND_NAMES = ['under 10 %', '10–25 %', '25–50 %', 'from 50 %'];

/** docs/evidence.md. */
export function evidenceText(tried: readonly TriedLevel[]): string {
	return `${[
		'# Evidence',
		'',
		INTRODUCTION,
		'',
		'## Chances of silence, and their gate',
		'',
		GATE,
		'',
		table(
			[
				'history',
				'cut-offs',
				'AUC, live',
				'Brier skill',
				'silent of',
				'verdict',
				'decided at 40, 60, 75 %, and the skill after',
			],
			tried.map(gateRow),
		),
		'',
		'## What was foretold, and what came',
		'',
		BANDS,
		'',
		table(
			['history', ...BAND_NAMES],
			tried.map((level) => bandRow(level, false)),
		),
		'',
		'The same with each account weighted by its revenue of the year before:',
		'',
		table(
			['history', ...BAND_NAMES],
			tried.map((level) => bandRow(level, true)),
		),
		'',
		'## A line for the time of the year',
		'',
		SEASON,
		'',
		table(
			['history', 'skill, as in use', 'skill, without a season'],
			tried.map((level) => [
				nameOf(level),
				signed(mean(level, (e) => e.skill)),
				signed(mean(level, (e) => e.pooled_skill)),
			]),
		),
		'',
		'## Windows',
		'',
		WINDOWS,
		'',
		table(
			['history', 'windows', 'held', 'shown'],
			tried.map((level) => [
				nameOf(level),
				count(mean(level, (e) => e.windows.windows)),
				share(mean(level, (e) => e.windows.held_share)),
				votes(level, (e) => e.windows.reason === null),
			]),
		),
		'',
		'## The expected year',
		'',
		YEARS,
		'',
		table(
			['history', 'error', 'plain year', 'gain [95 %]', 'shown', 'interval held', 'of the largest tenth'],
			tried.map(yearRow),
		),
		'',
		'## Money at risk',
		'',
		MONEY,
		'',
		table(
			['history', 'share of a year lost', 'expected loss ÷ come', 'chance × year ÷ come'],
			tried.map((level) => [
				nameOf(level),
				plain(mean(level, (e) => e.lost_share)),
				plain(mean(level, (e) => e.loss_ratio)),
				plain(mean(level, (e) => e.plain_loss_ratio)),
			]),
		),
		'',
		'## The order of the list',
		'',
		SORT,
		'',
		table(
			['history', 'lift [95 %]', 'held of lost revenue', 'by size alone', 'gain [95 %]', 'money AUC'],
			tried.map(sortRow),
		),
	].join('\n')}\n`;
}

const INTRODUCTION = [
	'What the product claims beyond arithmetic, tried on histories with a known end. Every figure is out of time: each past quarter end (a *cut-off*) is rebuilt from rows entered by then, whatever is fitted is fitted on outcomes known by then, and held to what came. `npm run evidence` makes this page; `npm run evidence -- NAME=PATH …` prints the same for a project, a file or a folder of yours. The rules are in [risk.md](risk.md).',
	'The sample company and the six simulated ones (`sim_…`, 800 accounts over four years, the mean of five seeds) are made by this repository. In `sim_noise` nothing changes; some accounts grow in `sim_grow` and `sim_strong`, fade and leave in `sim_fade`; `sim_season` has a strong season, `sim_regular` regular gaps. The others are public: Online Retail (UCI), Northwind, Wide World Importers, the CDNOW sample and a grocery’s log.',
].join('\n\n');

const GATE =
	'A chance is shown where, on live accounts at three or more closed cut-offs, the lower 95 % bounds of AUC and Brier skill lie over .55 and 0 and the newer half of the cut-offs agrees. The last column decides earlier: by what was known when 40, 60 and 75 % of the calibrated cut-offs had passed, and beside it the Brier skill at up to four cut-offs after. "–" is too few to say.';
const BANDS =
	'Mean chance foretold, share that fell silent, and chances, over all calibrated cut-offs, whether or not the gate was open: accounts with a repeat that had not lapsed.';
const SEASON =
	'From two years of outcomes on, a time of the year may have an offset of its own, where offsets learned at earlier cut-offs came nearer to what happened (Brier score). Skill on live accounts over all calibrated cut-offs; it is over or under 0 whatever the gate says.';
const WINDOWS =
	'Windows of eight in ten for the next order, given the silence so far, that had ended: the share that held the order. Shown where thirty have ended and .70 held. None lies in the past.';
const YEARS =
	'Mean absolute error of a year foretold, over the mean revenue of the year that came; the gain in money an account, accounts resampled. Shown where its lower bound is over 0. The interval of eight in ten is that of the newest year closed by the cut-off.';
const MONEY =
	'What a silence cost, in shares of a year, against accounts that ordered; and the loss foretold over the loss that came, by the expected loss of the product and by chance × last year’s revenue, which is often called money at risk.';
const SORT =
	'Of revenue in the tenth that was called riskiest, how many times as much fell silent as of all; and of all revenue that fell silent, the share with the tenth of accounts that had most to lose, against the tenth that is simply largest.';

function gateRow(level: TriedLevel): string[] {
	const silent = mean(level, (e) => e.now.silent);
	const rows = mean(level, (e) => e.now.rows);
	return [
		nameOf(level),
		`${count(mean(level, (e) => e.cut_offs))}`,
		within(
			level,
			(e) => e.now.auc,
			(e) => e.now.auc_interval?.low ?? null,
		),
		within(
			level,
			(e) => e.now.skill,
			(e) => e.now.skill_interval?.low ?? null,
			signed,
		),
		`${count(silent)} of ${count(rows)}`,
		level.trials.length === 1
			? VERDICTS[level.trials[0]!.now.verdict]
			: `shown in ${level.trials.filter((e) => e.now.verdict !== 'do_not_use').length} of ${level.trials.length}`,
		[0, 1, 2].map((i) => decided(level, i)).join(', '),
	];
}

function decided(level: TriedLevel, place: number): string {
	const gates = level.trials.flatMap((e) => e.gates[place] ?? []);
	if (gates.length === 0) return '–';
	const shown = gates.filter(({ before }) => before.verdict !== 'do_not_use').length;
	const skills = gates.flatMap(({ after }) => after.skill ?? []);
	const after =
		skills.length === 0 ? '' : ` ${signed(skills.reduce((sum, skill) => sum + skill, 0) / skills.length)}`;
	return `${gates.length === 1 ? (shown === 1 ? 'yes' : 'no') : `${shown} of ${gates.length}`}${after}`;
}

function bandRow(level: TriedLevel, isMoney: boolean): string[] {
	return [
		nameOf(level),
		...BAND_NAMES.map((_, band) => {
			const bands = level.trials
				.map((e) => e.bands[band]!)
				.filter(({ accounts, money_came }) => accounts > 0 && (!isMoney || money_came !== null));
			if (bands.length === 0) return '–';
			const accounts = bands.reduce((sum, each) => sum + each.accounts, 0);
			const pooled = (of: (each: BandTrial) => number | null) =>
				bands.reduce((sum, each) => sum + (of(each) ?? 0) * each.accounts, 0) / accounts;
			const [foretold, came] = isMoney
				? [pooled((each) => each.money_foretold), pooled((each) => each.money_came)]
				: [pooled((each) => each.foretold), pooled((each) => each.came)];
			return `${share(foretold)} / ${share(came)}${isMoney ? '' : `, ${count(accounts / level.trials.length)}`}`;
		}),
	];
}

function yearRow(level: TriedLevel): string[] {
	return [
		nameOf(level),
		share(mean(level, (e) => e.year_error)),
		share(mean(level, (e) => e.plain_error)),
		interval(
			mean(level, (e) => e.years.gain),
			mean(level, (e) => e.years.gain_interval?.low ?? null),
			mean(level, (e) => e.years.gain_interval?.high ?? null),
			money,
		),
		votes(level, (e) => (e.years.gain_interval?.low ?? 0) > 0),
		share(mean(level, (e) => e.interval_held)),
		share(mean(level, (e) => e.interval_held_top)),
	];
}

function sortRow(level: TriedLevel): string[] {
	return [
		nameOf(level),
		interval(
			mean(level, (e) => e.sort?.lift ?? null),
			mean(level, (e) => e.sort?.lift_interval?.low ?? null),
			mean(level, (e) => e.sort?.lift_interval?.high ?? null),
			plain,
		),
		share(mean(level, (e) => e.sort?.captured ?? null)),
		share(mean(level, (e) => e.sort?.captured_by_revenue ?? null)),
		interval(
			mean(level, (e) => e.sort?.captured_gain ?? null),
			mean(level, (e) => e.sort?.captured_gain_interval?.low ?? null),
			mean(level, (e) => e.sort?.captured_gain_interval?.high ?? null),
			signed,
		),
		share(mean(level, (e) => e.money_auc)),
	];
}

function nameOf({ company, level, trials }: TriedLevel): string {
	return trials.length > 1 ? company : `${company}, ${level}`;
}

/** Mean over the trials that know the figure; null where none does. */
function mean({ trials }: TriedLevel, of: (evidence: RiskEvidence) => number | null): number | null {
	const known = trials.flatMap((trial) => of(trial) ?? []);
	return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

function votes({ trials }: TriedLevel, is: (evidence: RiskEvidence) => boolean): string {
	const yes = trials.filter(is).length;
	if (trials.length === 1) return yes === 1 ? 'yes' : 'no';
	return `${yes} of ${trials.length}`;
}

function within(
	level: TriedLevel,
	value: (evidence: RiskEvidence) => number | null,
	low: (evidence: RiskEvidence) => number | null,
	format = share,
): string {
	const [own, least] = [mean(level, value), mean(level, low)];
	return own === null ? '–' : `${format(own)} [${format(least)}]`;
}

function interval(
	value: number | null,
	low: number | null,
	high: number | null,
	format: (value: number | null) => string,
): string {
	return value === null
		? '–'
		: low === null
			? format(value)
			: `${format(value)} [${format(low)}, ${format(high)}]`;
}

function share(value: number | null): string {
	return value === null ? '–' : value.toFixed(3).replace(/^(-?)0\./, '$1.');
}

function signed(value: number | null): string {
	return value === null ? '–' : (value >= 0 ? '+' : '−') + Math.abs(value).toFixed(3).replace(/^0\./, '.');
}

function plain(value: number | null): string {
	return value === null ? '–' : value.toFixed(2);
}

function count(value: number | null): string {
	return value === null ? '–' : Math.round(value).toLocaleString('en');
}

function money(value: number | null): string {
	return value === null ? '–' : Number(value.toPrecision(3)).toLocaleString('en').replace('-', '−');
}

function table(heads: readonly string[], rows: readonly string[][]): string {
	return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
